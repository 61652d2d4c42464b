using Microsoft.ML.OnnxRuntime;

namespace VaeOnnx.Runtime;

/// <summary>Opens a graph on the first provider of a policy that works, and keeps account of those that did not.</summary>
internal sealed class SessionOpener
{
    private readonly OnnxRuntimeApi _api = OnnxRuntimeLibrary.Api();
    private readonly byte[] _model;
    private readonly string _graph;
    private readonly ProviderPolicy _policy;
    private readonly Func<SessionOptions> _createOptions;
    private readonly List<ProviderAttempt> _attempts = [];
    private readonly List<ProviderException> _refusals = [];

    private SessionOpener(byte[] model, string graph, ProviderPolicy policy, Func<SessionOptions> createOptions)
    {
        _model = model;
        _graph = graph;
        _policy = policy;
        _createOptions = createOptions;
    }

    /// <summary>Opens a session.</summary>
    /// <param name="model">The ONNX file's bytes.</param>
    /// <param name="graph">How messages name the graph.</param>
    /// <param name="policy">Which provider may compute.</param>
    /// <param name="createOptions">Makes the session's other options; called once a try.</param>
    /// <exception cref="ProviderException">No provider of the policy can be used.</exception>
    /// <exception cref="OnnxRuntimeException">The CPU was asked to open the graph and cannot: the graph is at fault.</exception>
    internal static OpenedSession Open(byte[] model, string graph, ProviderPolicy policy, Func<SessionOptions> createOptions) =>
        new SessionOpener(model, graph, policy, createOptions).Open();

    private OpenedSession Open()
    {
        foreach (var provider in Candidates())
        {
            if (TryOpen(provider) is { } opened)
                return opened;
        }
        throw AllRefused();
    }

    private IEnumerable<ExecutionProvider> Candidates() =>
        _policy.CpuUse == CpuUse.Fallback ? _policy.Providers.Where(p => p.Kind != ProviderKind.Cpu).Append(ExecutionProvider.Cpu) : _policy.Providers;

    private OpenedSession? TryOpen(ExecutionProvider provider)
    {
        try
        {
            return provider.Kind == ProviderKind.Cpu ? OpenOnCpu(provider) : OpenOn(provider);
        }
        catch (ProviderException e)
        {
            _refusals.Add(e);
            _attempts.Add(new ProviderAttempt(provider, e.Message));
            return null;
        }
    }

    private OpenedSession OpenOnCpu(ExecutionProvider provider)
    {
        using var options = RecordingOptions();
        ProviderBinding.Append(options, provider);
        return Accept(provider, new InferenceSession(_model, options));
    }

    private OpenedSession OpenOn(ExecutionProvider provider)
    {
        using var options = RecordingOptions();
        var name = ProviderBinding.Append(options, provider);
        InferenceSession session;
        try
        {
            session = new InferenceSession(_model, options);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ProviderException($"Provider '{provider}' could not open graph '{_graph}': {NativeMessage.Of(e)}.", provider, innerException: e);
        }
        return Judge(provider, name, session);
    }

    // ONNX Runtime itself is content with a provider that computes nothing, and moves its nodes to the CPU without a word.
    private OpenedSession Judge(ExecutionProvider provider, string name, InferenceSession session)
    {
        var opened = Accept(provider, session);
        if (Objection(provider, name, opened.Report.Nodes) is not { } objection)
            return opened;
        _attempts.RemoveAt(_attempts.Count - 1);
        session.Dispose();
        throw new ProviderException(objection, provider);
    }

    private string? Objection(ExecutionProvider provider, string name, IReadOnlyList<ProviderNodes> nodes)
    {
        var others = nodes.Where(part => part.ProviderName != name).ToList();
        if (nodes.Count > 0 && others.Count == nodes.Count)
            return $"Provider '{provider}' has a kernel for none of the {nodes.Sum(part => part.Count)} nodes of graph '{_graph}' ({others[0].Operators()}).";
        return _policy.CpuUse == CpuUse.Never && others.Count > 0
            ? $"Provider '{provider}' leaves nodes of graph '{_graph}' to others: {string.Join(", ", others)}. Write '{_policy}+cpu' (RequireWithCpu) to let the CPU run them."
            : null;
    }

    private OpenedSession Accept(ExecutionProvider provider, InferenceSession session)
    {
        try
        {
            var nodes = NodeAssignment.Count(_api.Assignment(session));
            _attempts.Add(new ProviderAttempt(provider, null));
            return new OpenedSession(session, new ExecutionReport
            {
                Graph = _graph,
                Requested = _policy,
                Attempts = _attempts.ToArray(),
                Nodes = nodes,
                NativeVersion = _api.Version,
            });
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private SessionOptions RecordingOptions()
    {
        var options = _createOptions();
        NodeAssignment.Record(options);
        return options;
    }

    private ProviderException AllRefused()
    {
        var (first, several) = (_refusals[0], _refusals.Count > 1);
        var message = several
            ? $"None of the providers of '{_policy}' can run graph '{_graph}'. {string.Join(" ", _refusals.Select(refusal => refusal.Message))}"
            : first.Message;
        return new ProviderException(message, several ? null : first.Provider, first.Package, several ? new AggregateException(_refusals) : first.InnerException)
        {
            Attempts = _attempts,
        };
    }
}
