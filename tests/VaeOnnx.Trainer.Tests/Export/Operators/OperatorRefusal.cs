using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Export.Operators;

/// <summary>A row that no graph can express: the refusal's message holds the words.</summary>
internal sealed record OperatorRefusal(OperatorCase Case, string Words)
{
    /// <summary>Whether the module stays in training mode.</summary>
    public bool IsTraining { get; init; }

    /// <summary>Whether it is refused of every operation alike, emitter or none: random numbers, training, reading values.</summary>
    public bool IsOfAllOperations => Words is "random" or "training mode" or "branch";

    /// <summary>A function of one tensor.</summary>
    public static OperatorRefusal Of(string operation, string parameters, Func<Tensor, object> function, OperatorInput input, string words) =>
        new(OperatorCase.Of(operation, parameters, function, input), words);

    /// <summary>For the test's display.</summary>
    public override string ToString() => Case.ToString();
}
