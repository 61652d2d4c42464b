using System.CommandLine;

namespace VaeOnnx.Cli.Commands;

/// <summary>The bundle that a command works on.</summary>
internal sealed class BundleArgument : Argument<string>
{
    public BundleArgument()
        : base("DIR") => Description = "The bundle's folder, such as artifacts/mnist.";
}
