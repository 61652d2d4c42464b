using VaeOnnx.Contracts;

namespace VaeOnnx.Cli.Hosting;

/// <summary>The arguments are well formed, but what they ask for cannot be meant.</summary>
internal sealed class UsageException(string message) : VaeOnnxException(message);
