using System.Globalization;
using System.Text;
using VaeOnnx.Contracts;

namespace VaeOnnx.Export;

/// <summary>A module cannot be exported as it is. Nothing was written.</summary>
public sealed class ExportException : VaeOnnxException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="reason">What cannot be exported and why, in one sentence.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public ExportException(string reason, Exception? innerException = null)
        : base(reason, innerException)
    {
    }

    /// <summary>The path of the module that the operation belongs to, such as <c>encoder.0</c>; empty for the module that was exported.</summary>
    public string ModulePath { get; init; } = "";

    /// <summary>The TorchSharp operation, such as <c>Tensor.item()</c>; empty where the refusal is not about one.</summary>
    public string Operation { get; init; } = "";

    /// <summary>The method of user code that calls it.</summary>
    public string Method { get; init; } = "";

    /// <summary>Where in that method's IL; -1 where it is not known.</summary>
    public int IlOffset { get; init; } = -1;

    /// <summary>Where in the source, such as <c>Net.cs:41</c>; empty without debug symbols.</summary>
    public string SourceLine { get; init; } = "";

    /// <summary>The opset that was asked for.</summary>
    public int Opset { get; init; }

    /// <summary>What to do instead.</summary>
    public string Alternative { get; init; } = "";

    /// <summary>What cannot be exported, why, where, and what to do instead.</summary>
    public override string Message
    {
        get
        {
            var text = new StringBuilder("Cannot export");
            if (Operation.Length > 0)
                text.Append(CultureInfo.InvariantCulture, $" {Operation}");
            if (ModulePath.Length > 0)
                text.Append(CultureInfo.InvariantCulture, $" in module '{ModulePath}'");
            if (Method.Length > 0)
                text.Append(CultureInfo.InvariantCulture, $" ({Place()})");
            if (Opset > 0)
                text.Append(CultureInfo.InvariantCulture, $" to opset {Opset}");
            text.Append(CultureInfo.InvariantCulture, $": {base.Message}");
            if (Alternative.Length > 0)
                text.Append(CultureInfo.InvariantCulture, $" {Alternative}");
            return text.ToString();
        }
    }

    private string Place()
    {
        var offset = IlOffset < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", IL_{IlOffset:x4}");
        return SourceLine.Length > 0 ? $"{Method}{offset}, {SourceLine}" : $"{Method}{offset}";
    }
}
