using Google.Protobuf;
using TorchSharp;
using VaeOnnx.Contracts;
using VaeOnnx.Contracts.Onnx;
using VaeOnnx.Export.Graph;
using VaeOnnx.Export.Verification;

namespace VaeOnnx.Export;

/// <summary>An exported graph. Immutable; safe from many threads.</summary>
public sealed class OnnxModel
{
    private readonly ModelProto _model;

    internal OnnxModel(ModelProto model, IReadOnlyList<TensorSpec> inputs, IReadOnlyList<TensorSpec> outputs, int opset)
    {
        _model = model;
        Inputs = inputs;
        Outputs = outputs;
        Opset = opset;
    }

    /// <summary>The inputs in the order of forward's parameters.</summary>
    public IReadOnlyList<TensorSpec> Inputs { get; }

    /// <summary>The outputs in the order of forward's result.</summary>
    public IReadOnlyList<TensorSpec> Outputs { get; }

    /// <summary>The version of the ONNX operator set.</summary>
    public int Opset { get; }

    internal ModelProto Proto => _model;

    /// <summary>Reads a model file, of this exporter or another, for <see cref="OnnxQuantizer"/> or to save it in another way.</summary>
    /// <param name="path">A file with its weights inside.</param>
    /// <exception cref="VaeOnnxException">It is no ONNX model, or one with inputs or outputs that are not tensors, or with external data.</exception>
    public static OnnxModel Load(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return ModelReader.Read(File.ReadAllBytes(path), path);
    }

    /// <summary>The model file's bytes; the same module gives the same bytes.</summary>
    /// <exception cref="ExportException">The weights exceed 2 GB and need external data: save to a path.</exception>
    public byte[] ToBytes()
    {
        RefuseLarge();
        return _model.ToByteArray();
    }

    /// <summary>
    /// Writes the model file; an existing one is replaced only when the new one is complete. Weights beyond 2 GB, or all where asked,
    /// go to <c>path.data</c> beside it as ONNX external data, written before the model: move both together.
    /// </summary>
    /// <param name="path">Usually ends in <c>.onnx</c>.</param>
    /// <param name="externalData">Whether the weights are written to a file of their own.</param>
    public void Save(string path, ExternalData externalData = ExternalData.WhenNeeded)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (externalData == ExternalData.Always || ExternalDataWriter.IsNeeded(_model))
            SaveWithData(path);
        else
            AtomicFile.Write(path, Save);
    }

    /// <summary>Writes the model file.</summary>
    /// <param name="stream">Left open.</param>
    /// <exception cref="ExportException">The weights exceed 2 GB and need external data: save to a path.</exception>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        RefuseLarge();
        _model.WriteTo(stream);
    }

    private void SaveWithData(string path)
    {
        var dataPath = $"{path}.data";
        ModelProto? model = null;
        AtomicFile.Write(dataPath, data => model = ExternalDataWriter.Write(_model, data, Path.GetFileName(dataPath)));
        AtomicFile.Write(path, stream => model!.WriteTo(stream));
    }

    private void RefuseLarge()
    {
        if (ExternalDataWriter.IsNeeded(_model))
        {
            throw new ExportException("Its weights exceed protobuf's 2 GB, and one block of bytes cannot hold ONNX external data.")
            {
                Alternative = "Call Save with a path: the weights go to a file beside it.",
            };
        }
    }

    /// <summary>Proves that the graph in ONNX Runtime computes what the module computes, on seeded random inputs.</summary>
    /// <param name="module">The module that was exported, in the same state.</param>
    /// <param name="options">Batch sizes and tolerances; null for the defaults.</param>
    /// <returns>How far they are apart.</returns>
    /// <exception cref="ParityException">They differ by more than the tolerance.</exception>
    public ParityReport VerifyAgainst(torch.nn.Module module, ParityOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(module);
        return new ParityCheck(this, module, options ?? new ParityOptions()).RunOnRandomInputs();
    }

    /// <summary>Proves that the graph in ONNX Runtime computes what the module computes, on inputs of the caller's, such as held-out images.</summary>
    /// <param name="module">The module that was exported, in the same state.</param>
    /// <param name="batches">Each with one tensor for every input. Stay the caller's.</param>
    /// <param name="options">Tolerances and what the inputs are; null for the defaults.</param>
    /// <returns>How far they are apart.</returns>
    /// <exception cref="ParityException">They differ by more than the tolerance.</exception>
    public ParityReport VerifyAgainst(torch.nn.Module module, IReadOnlyList<IReadOnlyList<torch.Tensor>> batches, ParityOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(batches);
        return new ParityCheck(this, module, options ?? new ParityOptions { Inputs = "given inputs" }).Run(batches);
    }
}
