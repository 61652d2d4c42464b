namespace VaeOnnx.Contracts;

/// <summary>The base of every failure that someone can act on: what failed, where, what was expected and found, what to try.</summary>
public class VaeOnnxException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What, where, expected, found, what to try.</param>
    public VaeOnnxException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception around its cause.</summary>
    /// <param name="message">What, where, expected, found, what to try.</param>
    /// <param name="innerException">The cause.</param>
    public VaeOnnxException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
