using System.Diagnostics.CodeAnalysis;
using TorchSharp;
using VaeOnnx.Contracts;
using VaeOnnx.Export;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace VaeOnnx.Trainer.Tests.Export.Tracing;

/// <summary>What a graph cannot express is refused by name, with its place; nothing is approximated.</summary>
[TestClass]
public sealed class RefusalTests
{
    private static readonly TensorSpec Input = TensorSpec.Float32("x", Dimension.Batch, 6);

    [TestMethod]
    public void Export_Item_NamesTheOperationAndThePlace()
    {
        var refusal = Refusal(x => x * x.mean().item<float>());

        StringAssert.Contains(refusal.Operation, "Tensor.item", StringComparison.Ordinal);
        StringAssert.Contains(refusal.Message, "reads the values", StringComparison.Ordinal);
        StringAssert.Contains(refusal.Method, nameof(Export_Item_NamesTheOperationAndThePlace), StringComparison.Ordinal);
        StringAssert.Contains(refusal.SourceLine, "RefusalTests.cs:", StringComparison.Ordinal);
        Assert.IsGreaterThanOrEqualTo(0, refusal.IlOffset);
        Assert.AreEqual(17, refusal.Opset);
    }

    [TestMethod]
    public void Export_BranchOnAValue_Refuses() =>
        StringAssert.Contains(Refusal(x => (float)x.sum() > 0 ? x : -x).Message, "reads the values", StringComparison.Ordinal);

    [TestMethod]
    public void Export_DataAccessor_Refuses() =>
        StringAssert.Contains(Refusal(x => x * x.data<float>()[0]).Message, "reads the values", StringComparison.Ordinal);

    [TestMethod]
    public void Export_RandomOperation_Refuses() =>
        StringAssert.Contains(Refusal(x => x + randn_like(x)).Message, "random", StringComparison.Ordinal);

    [TestMethod]
    public void Export_UnknownOperation_NamesTheKeyToRegister()
    {
        var refusal = Refusal(x => x.nonzero());

        StringAssert.Contains(refusal.Operation, "Tensor.nonzero", StringComparison.Ordinal);
        StringAssert.Contains(refusal.Message, "choose with torch.where", StringComparison.Ordinal);
        StringAssert.Contains(refusal.Message, "register an emitter of your own for 'nonzero'", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Export_CaughtRefusal_StandsNevertheless()
    {
        var refusal = Refusal(x =>
        {
            try
            {
                return x * x.mean().item<float>();
            }
            catch (VaeOnnxException)
            {
                return x;
            }
        });

        StringAssert.Contains(refusal.Operation, "item", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Export_TrainingDropout_AsksForEval()
    {
        using var net = new FunctionNet(x => F.dropout(x, 0.5, training: true));
        net.eval();

        StringAssert.Contains(Refusal(net).Message, "eval()", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Export_TrainingBatchNorm_LeavesItsStatistics()
    {
        using var norm = nn.BatchNorm1d(6);
        norm.train();
        var before = norm.running_mean!.data<float>().ToArray();

        StringAssert.Contains(Refusal(norm).Message, "eval()", StringComparison.Ordinal);

        CollectionAssert.AreEqual(before, norm.running_mean!.data<float>().ToArray());
        Assert.AreEqual(0, norm.num_batches_tracked!.item<long>());
    }

    [TestMethod]
    public void Export_TensorOfAnotherThread_Refuses()
    {
        var refusal = Refusal(x =>
        {
            var made = x;
            var thread = new Thread(() => made = ones(6) * 2);
            thread.Start();
            thread.Join();
            return x + made;
        });

        StringAssert.Contains(refusal.Message, "could not see", StringComparison.Ordinal);
    }

    /// <summary>Code that runs where no call of forward's leads: each is refused at the first use of what it made.</summary>
    private static readonly IReadOnlyDictionary<string, Func<Tensor, Tensor>> Unseen = new Dictionary<string, Func<Tensor, Tensor>>
    {
        ["another thread's result"] = x => Task.Factory.StartNew(() => x.exp(), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).GetAwaiter().GetResult() + 1,
        ["reflection"] = x => (Tensor)typeof(Tensor).GetMethod("exp", [])!.Invoke(x, null)! + 1,
        ["dynamic"] = x => (Tensor)((dynamic)x).exp() + 1,
        ["compiled expression"] = x =>
        {
            System.Linq.Expressions.Expression<Func<Tensor, Tensor>> expression = value => value.exp();
            return expression.Compile()(x) + 1;
        },
    };

    public static IEnumerable<object[]> UnseenNames => Unseen.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(UnseenNames))]
    public void Export_CodeThatTheTraceCannotSee_IsRefused(string name) =>
        StringAssert.Contains(Refusal(Unseen[name]).Message, "could not see", StringComparison.Ordinal);

    [TestMethod]
    public unsafe void Export_FunctionPointer_IsRefused()
    {
        var refusal = Refusal(x => ((delegate*<Tensor, Tensor>)&Negated)(x));

        StringAssert.Contains(refusal.Message, "function pointer", StringComparison.Ordinal);
        Assert.AreNotEqual("", refusal.Method);

        static Tensor Negated(Tensor x) => x.neg();
    }

    [TestMethod]
    public void Export_AsyncIterator_Refuses()
    {
        StringAssert.Contains(Refusal(x => Last(Later(x))).Message, "async", StringComparison.Ordinal);

        static Tensor Last(IAsyncEnumerable<Tensor> values)
        {
            var each = values.GetAsyncEnumerator();
            while (each.MoveNextAsync().AsTask().GetAwaiter().GetResult())
                continue;
            return each.Current;
        }

        static async IAsyncEnumerable<Tensor> Later(Tensor x)
        {
            await Task.Yield();
            yield return x.relu();
        }
    }

    [TestMethod]
    public void Export_AsyncMethod_Refuses()
    {
        StringAssert.Contains(Refusal(x => LaterAsync(x).GetAwaiter().GetResult()).Message, "async", StringComparison.Ordinal);

        static async Task<Tensor> LaterAsync(Tensor x)
        {
            await Task.Yield();
            return x.relu();
        }
    }

    [TestMethod]
    public void Export_ChangedBuffer_Refuses()
    {
        using var counter = new CountingNet();

        StringAssert.Contains(Refusal(counter).Message, "'calls'", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Export_PathThatFollowsTheBatch_Refuses() =>
        StringAssert.Contains(Refusal(x => x.shape[0] > 2 ? x.relu() : x.exp()).Message, "different path", StringComparison.Ordinal);

    [TestMethod]
    public void Export_LoopOverTheBatch_Refuses()
    {
        var refusal = Refusal(x =>
        {
            for (var i = 0; i < x.shape[0]; i++)
                x = x + 1;
            return x;
        });

        StringAssert.Contains(refusal.Message, "number of operations", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Export_UnexplainedNumber_Refuses()
    {
        var calls = 0;

        var refusal = Refusal(x => x * Math.Sqrt(++calls));

        StringAssert.Contains(refusal.Message, "no size of an input explains", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Export_HiddenState_RefusesTheConstantThatChanges()
    {
        var draw = new Random(1);

        var refusal = Refusal(x => x + tensor(new[] { draw.NextSingle() }));

        StringAssert.Contains(refusal.Message, "no size of an input explains", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Export_ForwardThatThrows_KeepsTheCause()
    {
        var refusal = Refusal(x => throw new InvalidOperationException("no such layer"));

        Assert.IsInstanceOfType<InvalidOperationException>(refusal.InnerException);
        StringAssert.Contains(refusal.Message, "no such layer", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Export_WrongNumberOfInputs_SaysSo()
    {
        using var net = new FunctionNet(x => x);

        var refusal = Assert.ThrowsExactly<ExportException>(() => OnnxExporter.Export(net, Input, Input));

        StringAssert.Contains(refusal.Message, "takes 2 tensors", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow(12)]
    [DataRow(22)]
    public void Export_OpsetOutOfRange_Throws(int opset)
    {
        using var net = new FunctionNet(x => x);

        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => OnnxExporter.Export(net, new ExportOptions { Opset = opset }, Input));
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The refusal is what is looked at.")]
    private static ExportException Refusal(Func<Tensor, Tensor> function)
    {
        using var net = new FunctionNet(function);
        net.eval();
        return Refusal(net);
    }

    private static ExportException Refusal(nn.Module module) => Assert.ThrowsExactly<ExportException>(() => OnnxExporter.Export(module, Input));

    private sealed class CountingNet : nn.Module<Tensor, Tensor>
    {
        private readonly Tensor _calls = zeros(1);

        public CountingNet()
            : base(nameof(CountingNet))
        {
            register_buffer("calls", _calls);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            _calls.add_(1);
            return x * _calls;
        }
    }
}
