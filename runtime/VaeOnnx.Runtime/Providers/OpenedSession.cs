using Microsoft.ML.OnnxRuntime;

namespace VaeOnnx.Runtime;

/// <summary>A session with the report of how its provider was chosen. The receiver owns and disposes the session.</summary>
internal sealed class OpenedSession(InferenceSession session, ExecutionReport report)
{
    public InferenceSession Session { get; } = session;

    public ExecutionReport Report { get; } = report;

    public void Deconstruct(out InferenceSession session, out ExecutionReport report) => (session, report) = (Session, Report);
}
