using System.Text.Json.Serialization;

namespace VaeOnnx.Cli.Events;

/// <summary>One line of <c>--json</c>: scripts rely on it (docs/command-line.md). Properties may be added, never renamed or taken away.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(StartEvent), "start")]
[JsonDerivedType(typeof(MessageEvent), "message")]
[JsonDerivedType(typeof(TableEvent), "table")]
[JsonDerivedType(typeof(ProgressEvent), "progress")]
[JsonDerivedType(typeof(EpochEvent), "epoch")]
[JsonDerivedType(typeof(TrainedEvent), "trained")]
[JsonDerivedType(typeof(MachineEvent), "machine")]
[JsonDerivedType(typeof(OutputEvent), "output")]
[JsonDerivedType(typeof(DoneEvent), "done")]
[JsonDerivedType(typeof(FailedEvent), "failed")]
internal abstract record ShellEvent;
