using System.Reflection;
using Microsoft.CodeAnalysis;

namespace VaeOnnx.Trainer.Tests.Export.RandomNetworks;

/// <summary>Generated modules compiled into one assembly.</summary>
internal static class ForwardAssembly
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using TorchSharp;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Generated;

        """;

    /// <summary>Compiles the modules with or without optimisation.</summary>
    public static Assembly Compile(IEnumerable<ForwardWriter> writers, OptimizationLevel optimization) =>
        CompiledSource.Compile("Generated", writers.Select(writer => ($"{writer.Name}.cs", Usings + writer.Source)), optimization);
}
