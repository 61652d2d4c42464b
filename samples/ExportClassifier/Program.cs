// Trains a small classifier, exports it to ONNX, proves that the graph computes the same, and runs it without TorchSharp.
using Microsoft.ML.OnnxRuntime;
using TorchSharp;
using VaeOnnx.Contracts;
using VaeOnnx.Export;
using static TorchSharp.torch;

random.manual_seed(7);
var (images, labels) = Stripes.Draw(2_000);
using var net = new StripeNet();
var adam = optim.Adam(net.parameters(), 1e-3);
for (var step = 0; step < 300; step++)
{
    using var scope = NewDisposeScope();
    var rows = randint(0, images.shape[0], 64);
    var loss = nn.functional.cross_entropy(net.call(images.index_select(0, rows)), labels.index_select(0, rows));
    adam.zero_grad();
    loss.backward();
    adam.step();
    if (step % 100 == 99)
        Console.WriteLine($"step {step + 1}: {loss.item<float>():F3} nats");
}

net.eval();
OnnxModel model = OnnxExporter.Export(net, TensorSpec.Float32("images", Dimension.Batch, 1, 16, 16));
ParityReport parity = model.VerifyAgainst(net);
model.Save("stripes.onnx");
Console.WriteLine($"stripes.onnx: largest difference {parity.MaxAbsoluteDifference:0.0e+0} between TorchSharp and ONNX Runtime");

var (testImages, testLabels) = Stripes.Draw(500);
using var session = new InferenceSession("stripes.onnx");
using var input = OrtValue.CreateTensorValueFromMemory(testImages.data<float>().ToArray(), testImages.shape);
using var outputs = session.Run(new RunOptions(), new Dictionary<string, OrtValue> { ["images"] = input }, session.OutputNames);
var answers = tensor(outputs[0].GetTensorDataAsSpan<float>().ToArray()).reshape(-1, 3).argmax(1);
var right = answers.eq(testLabels).to_type(ScalarType.Float32).mean().item<float>();
Console.WriteLine($"ONNX Runtime alone: {right:P1} of 500 new images right");
return right > 0.95f ? 0 : 1;

/// <summary>An ordinary module with an ordinary forward: nothing in it knows of ONNX.</summary>
internal sealed class StripeNet : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor>[] _blocks = [nn.Conv2d(1, 8, 3, padding: 1), nn.Conv2d(8, 16, 3, padding: 1)];
    private readonly nn.Module<Tensor, Tensor> _head = nn.Linear(16 * 4 * 4, 3);

    public StripeNet()
        : base(nameof(StripeNet))
    {
        for (var i = 0; i < _blocks.Length; i++)
            register_module($"block{i}", _blocks[i]);
        RegisterComponents();
    }

    public override Tensor forward(Tensor images)
    {
        var x = images;
        foreach (var block in _blocks)
            x = nn.functional.max_pool2d(block.call(x).relu(), 2);
        return _head.call(x.view(x.shape[0], -1));
    }
}

/// <summary>Noisy stripes: horizontal, vertical or diagonal.</summary>
internal static class Stripes
{
    public static (Tensor Images, Tensor Labels) Draw(int count)
    {
        var labels = randint(0, 3, count);
        var axis = arange(16, dtype: ScalarType.Float32);
        var (rows, columns) = (axis.reshape(1, 16, 1), axis.reshape(1, 1, 16));
        var horizontal = labels.ne(1).to_type(ScalarType.Float32).reshape(-1, 1, 1);
        var vertical = labels.ne(0).to_type(ScalarType.Float32).reshape(-1, 1, 1);
        var phase = rand(count, 1, 1) * 6.28f;
        var waves = sin(rows * horizontal + columns * vertical + phase) * 0.5f + 0.5f;
        return ((waves + randn_like(waves) * 0.3f).unsqueeze(1).contiguous(), labels);
    }
}
