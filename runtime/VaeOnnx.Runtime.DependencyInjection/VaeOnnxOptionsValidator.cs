using System.Globalization;
using Microsoft.Extensions.Options;

namespace VaeOnnx.Runtime.DependencyInjection;

/// <summary>Refuses settings that no bundle can be opened with, all of them at once.</summary>
internal sealed class VaeOnnxOptionsValidator : IValidateOptions<VaeOnnxOptions>
{
    public ValidateOptionsResult Validate(string? name, VaeOnnxOptions options)
    {
        var bundle = string.IsNullOrEmpty(name) ? "VaeOnnx" : $"VaeOnnx bundle '{name}'";
        var failures = Failures(options).Select(failure => $"{bundle}: {failure}").ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Failures(VaeOnnxOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Path))
            yield return "Path: expected a bundle's folder or zip archive, found nothing. Set it in configuration or in code, such as \"artifacts/mnist\".";
        if (options.WarmUpBatch < 0 || options.WarmUpBatch > options.MaxBatch)
            yield return string.Create(CultureInfo.InvariantCulture, $"WarmUpBatch: expected 0 (no warm-up) to MaxBatch ({options.MaxBatch}), found {options.WarmUpBatch}.");
        if (RefusalByTheRuntime(options) is { } refusal)
            yield return refusal;
    }

    // The runtime's own rules, asked for rather than repeated.
    private static string? RefusalByTheRuntime(VaeOnnxOptions options)
    {
        try
        {
            options.ToRuntimeOptions().Validate();
            return null;
        }
        catch (FormatException e)
        {
            return $"{nameof(VaeOnnxOptions.Provider)}: {e.Message}";
        }
        catch (ArgumentOutOfRangeException e)
        {
            return e.Message.ReplaceLineEndings(" ");
        }
    }
}
