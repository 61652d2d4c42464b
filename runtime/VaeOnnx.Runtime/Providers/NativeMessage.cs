using Microsoft.ML.OnnxRuntime;

namespace VaeOnnx.Runtime;

/// <summary>Shortens ONNX Runtime's messages to what a reader can use; the exception itself stays the inner one.</summary>
internal static class NativeMessage
{
    private const string Wrapped = "[ONNXRuntimeError] : ";

    /// <summary>Drops the source file and function that some messages open with, the error codes, and line breaks.</summary>
    internal static string Of(Exception exception)
    {
        var message = exception.Message;
        var wrapped = message.LastIndexOf(Wrapped, StringComparison.Ordinal);
        if (wrapped >= 0)
            message = AfterColons(message[(wrapped + Wrapped.Length)..], 2);
        else if (exception is OnnxRuntimeException && message.StartsWith("[ErrorCode:", StringComparison.Ordinal))
            message = message[(message.IndexOf(']', StringComparison.Ordinal) + 1)..];
        return string.Join(' ', message.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');
    }

    // "1 : FAIL : text" → "text".
    private static string AfterColons(string text, int count)
    {
        for (; count > 0; count--)
        {
            var at = text.IndexOf(" : ", StringComparison.Ordinal);
            if (at < 0)
                return text;
            text = text[(at + 3)..];
        }
        return text;
    }
}
