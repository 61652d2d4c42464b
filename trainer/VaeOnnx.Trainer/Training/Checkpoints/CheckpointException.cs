using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Training;

/// <summary>A checkpoint is missing, damaged, or belongs to another model, data set or setting.</summary>
public sealed class CheckpointException : VaeOnnxException
{
    /// <summary>Creates the exception; the message is made from its parts.</summary>
    /// <param name="path">The checkpoint.</param>
    /// <param name="expected">What should be there.</param>
    /// <param name="found">What is there instead.</param>
    /// <param name="innerException">The cause, if another exception led here.</param>
    public CheckpointException(string path, string expected, string found, Exception? innerException = null)
        : base($"Checkpoint {path}: expected {expected}, found {found}. Delete it to start afresh, or name the one that belongs to this run.", innerException)
    {
        Path = path;
        Expected = expected;
        Found = found;
    }

    /// <summary>Creates the exception for a checkpoint of another training; the message is made from its parts.</summary>
    /// <param name="path">The checkpoint.</param>
    /// <param name="differences">What differs, at least one.</param>
    public CheckpointException(string path, IReadOnlyList<CheckpointDifference> differences)
        : base($"Checkpoint {path}: expected the model, data and settings that it was begun with, found others: {string.Join("; ", differences)}. Go on with those of then, or delete it to start afresh.")
    {
        Path = path;
        Expected = string.Join("; ", differences.Select(difference => $"{difference.Name} {difference.Then}"));
        Found = string.Join("; ", differences.Select(difference => $"{difference.Name} {difference.Now}"));
        Differences = differences;
    }

    /// <summary>What differs between the checkpoint's training and this one; empty where the checkpoint itself cannot be used.</summary>
    public IReadOnlyList<CheckpointDifference> Differences { get; } = [];

    /// <summary>The checkpoint.</summary>
    public string Path { get; }

    /// <summary>What should be there.</summary>
    public string Expected { get; }

    /// <summary>What is there instead.</summary>
    public string Found { get; }
}
