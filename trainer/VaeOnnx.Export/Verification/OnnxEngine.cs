using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using TorchSharp;
using VaeOnnx.Contracts;
using VaeOnnx.Export.Graph;
using Tensor = TorchSharp.torch.Tensor;

namespace VaeOnnx.Export.Verification;

/// <summary>Runs a graph in ONNX Runtime, tensors in and out. The app brings ONNX Runtime's native library.</summary>
internal sealed class OnnxEngine : IDisposable
{
    private readonly OnnxModel _model;
    private readonly SessionOptions _options = new();
    private readonly InferenceSession _session;

    public OnnxEngine(OnnxModel model)
    {
        _model = model;
        // Without VNNI, x64 processors add int8 products in 16 bits, which overflows: exact sums before fast ones.
        _options.AddSessionConfigEntry("session.x64quantprecision", "1");
        try
        {
            _session = ExternalDataWriter.IsNeeded(model.Proto) ? FromFolder(model) : new InferenceSession(model.ToBytes(), _options);
        }
        catch (OnnxRuntimeException error)
        {
            _options.Dispose();
            throw new VaeOnnxException($"ONNX Runtime refuses the exported graph: {error.Message} Please report it with the module's code.", error);
        }
    }

    public IReadOnlyList<Tensor> Run(IReadOnlyList<Tensor> inputs)
    {
        using var run = new RunOptions();
        using var outputs = RunValues(run, inputs);
        return [.. outputs.Select((value, index) => ToTensor(value, _model.Outputs[index].ElementType))];
    }

    public void Dispose()
    {
        _session.Dispose();
        _options.Dispose();
    }

    /// <summary>A session on files of its own: ONNX Runtime reads external data from paths alone.</summary>
    private InferenceSession FromFolder(OnnxModel model)
    {
        var folder = Directory.CreateTempSubdirectory("vaeonnx-export-");
        try
        {
            var path = Path.Combine(folder.FullName, "model.onnx");
            model.Save(path);
            return new InferenceSession(path, _options);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private IDisposableReadOnlyCollection<OrtValue> RunValues(RunOptions run, IReadOnlyList<Tensor> inputs)
    {
        var values = inputs.Select((tensor, index) => ToValue(tensor, _model.Inputs[index].ElementType)).ToArray();
        try
        {
            return _session.Run(run, [.. _model.Inputs.Select(input => input.Name)], values, [.. _model.Outputs.Select(output => output.Name)]);
        }
        finally
        {
            foreach (var value in values)
                value.Dispose();
        }
    }

    private static OrtValue ToValue(Tensor tensor, ElementType type)
    {
        var value = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, EngineType(type), tensor.shape);
        if (tensor.numel() > 0)
            new TensorConstant(tensor.to_type(type.ToTorch())).ToBytes().CopyTo(value.GetTensorMutableRawData());
        return value;
    }

    private static Tensor ToTensor(OrtValue value, ElementType type)
    {
        var tensor = torch.empty(value.GetTensorTypeAndShape().Shape, dtype: type.ToTorch());
        if (tensor.numel() > 0)
            value.GetTensorMutableRawData().CopyTo(tensor.bytes);
        return tensor;
    }

    private static TensorElementType EngineType(ElementType type) => type switch
    {
        ElementType.Float32 => TensorElementType.Float,
        ElementType.Float64 => TensorElementType.Double,
        ElementType.Float16 => TensorElementType.Float16,
        ElementType.BFloat16 => TensorElementType.BFloat16,
        ElementType.Int64 => TensorElementType.Int64,
        ElementType.Int32 => TensorElementType.Int32,
        ElementType.Int16 => TensorElementType.Int16,
        ElementType.Int8 => TensorElementType.Int8,
        ElementType.UInt8 => TensorElementType.UInt8,
        _ => TensorElementType.Bool,
    };
}
