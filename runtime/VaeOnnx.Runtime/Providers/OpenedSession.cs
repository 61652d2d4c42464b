using Microsoft.ML.OnnxRuntime;

namespace VaeOnnx.Runtime;

/// <summary>A session with the report of how its provider was chosen. The receiver owns and disposes the session.</summary>
internal sealed record OpenedSession(InferenceSession Session, ExecutionReport Report);
