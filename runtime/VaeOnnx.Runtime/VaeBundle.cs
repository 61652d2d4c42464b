using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime;

/// <summary>
/// A trained bundle, ready to run. Owns the engine's sessions and everything that its properties return.
/// Thread-safe. <see cref="Dispose"/> waits for the calls in flight; later calls throw <see cref="ObjectDisposedException"/>.
/// </summary>
public sealed class VaeBundle : IDisposable
{
    private readonly BundleSource _source;
    private readonly RuntimeOptions _options;
    private readonly CallGate _gate = new(nameof(VaeBundle));
    private readonly Lock _opening = new();
    private readonly GraphSession?[] _sessions = new GraphSession?[Enum.GetValues<GraphRole>().Length];

    private VaeBundle(BundleSource source, BundleManifest manifest, RuntimeOptions options)
    {
        _source = source;
        _options = options;
        Manifest = manifest;
        Pixels = new PixelCodec(manifest.Image, options.CheckFinite);
    }

    /// <summary>What the bundle says of itself.</summary>
    public BundleManifest Manifest { get; }

    /// <summary>Images to the posterior of their latents. Opened at first use.</summary>
    /// <exception cref="BundleException">The bundle has no encoder, or one that does not fit the manifest.</exception>
    public Encoder Encoder => field ??= new Encoder(this, Session(GraphRole.Encoder));

    /// <summary>Latents to images. Opened at first use.</summary>
    /// <exception cref="BundleException">The bundle has no decoder, or one that does not fit the manifest.</exception>
    public Decoder Decoder => field ??= new Decoder(this, Session(GraphRole.Decoder));

    /// <summary>Images to new images like them. Opened at first use.</summary>
    /// <exception cref="BundleException">The bundle lacks encoder or decoder, or one does not fit the manifest.</exception>
    public Augmenter Augmenter => field ??= new Augmenter(this, Session(GraphRole.Encoder), Session(GraphRole.Decoder));

    /// <summary>Noisy images to clean ones. Opened at first use.</summary>
    /// <exception cref="BundleException">The bundle has no denoiser, or one that does not fit the manifest.</exception>
    public Denoiser Denoiser => field ??= new Denoiser(this, Session(GraphRole.Denoiser));

    /// <summary>Images to classes. Opened at first use.</summary>
    /// <exception cref="BundleException">The bundle has no classifier, or one that does not fit the manifest.</exception>
    public Classifier Classifier => field ??= new Classifier(this, Session(GraphRole.Classifier));

    /// <summary>How unlike the training data images are. Opened at first use.</summary>
    /// <exception cref="BundleException">The bundle lacks encoder or decoder, or one does not fit the manifest.</exception>
    public AnomalyScorer AnomalyScorer => field ??= new AnomalyScorer(this, Session(GraphRole.Encoder), Session(GraphRole.Decoder));

    /// <summary>Images with missing pixels to whole ones. Opened at first use.</summary>
    /// <exception cref="BundleException">The bundle lacks encoder or decoder, or one does not fit the manifest.</exception>
    public Inpainter Inpainter => field ??= new Inpainter(this, Session(GraphRole.Encoder), Session(GraphRole.Decoder));

    internal PixelCodec Pixels { get; }

    internal bool ChecksFinite => _options.CheckFinite;

    /// <summary>Opens a bundle. Every graph's length, hash, pairing and self-containment are checked here, before any engine sees a byte.</summary>
    /// <param name="path">The bundle's folder, such as <c>artifacts/demo</c>, or a zip archive of its files.</param>
    /// <param name="options">How it runs; null for the defaults.</param>
    /// <exception cref="BundleException">The bundle is missing, damaged, altered or mixed from several.</exception>
    /// <exception cref="ProviderException">ONNX Runtime's native library is missing or too old.</exception>
    public static VaeBundle Load(string path, RuntimeOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        options ??= new RuntimeOptions();
        return File.Exists(path) ? Load(ZipSource.Open(path, options.MaxFileBytes), options) : Load(new FolderSource(path), options);
    }

    /// <summary>Opens a bundle from the bytes of a zip archive of its files; they are copied.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="options">How it runs; null for the defaults.</param>
    /// <exception cref="BundleException">The bundle is damaged, altered or mixed from several.</exception>
    /// <exception cref="ProviderException">ONNX Runtime's native library is missing or too old.</exception>
    public static VaeBundle Load(ReadOnlyMemory<byte> archive, RuntimeOptions? options = null) => Load(new ZipSource(archive.ToArray(), "archive"), options ?? new RuntimeOptions());

    /// <summary>Opens a bundle from a stream of a zip archive of its files, read from its position to its end; it stays the caller's.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="options">How it runs; null for the defaults.</param>
    /// <exception cref="BundleException">The bundle is damaged, altered, mixed from several or longer than <see cref="RuntimeOptions.MaxFileBytes"/>.</exception>
    /// <exception cref="ProviderException">ONNX Runtime's native library is missing or too old.</exception>
    public static VaeBundle Load(Stream archive, RuntimeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(archive);
        options ??= new RuntimeOptions();
        return Load(ZipSource.Read(archive, options.MaxFileBytes), options);
    }

    /// <summary>Whether the bundle has a graph.</summary>
    /// <param name="role">What the graph does.</param>
    public bool Has(GraphRole role) => Manifest.Find(role) is not null;

    /// <summary>What a graph was asked to run on and what it does run on. Opens the graph if it is not open yet.</summary>
    /// <param name="role">What the graph does.</param>
    /// <exception cref="BundleException">The bundle has no such graph, or one that does not fit the manifest.</exception>
    /// <exception cref="ProviderException">No provider of the policy can run it.</exception>
    public ExecutionReport ExecutionOf(GraphRole role) => Session(role).Execution;

    /// <summary>Waits for the calls in flight, then releases the sessions. May be called again.</summary>
    public void Dispose()
    {
        if (!_gate.Close())
            return;
        foreach (var session in _sessions)
            session?.Dispose();
    }

    /// <summary>Enters a call: the sessions stay until the result is disposed.</summary>
    internal ObservedCall Enter(Operation operation, int images) => new(_gate.Enter(), operation, Manifest.BundleId, images);

    private static VaeBundle Load(BundleSource source, RuntimeOptions options)
    {
        options.Validate();
        var manifest = BundleManifest.Parse(source.Read(BundleManifest.FileName, BundleManifest.MaxBytes), source.PathOf(BundleManifest.FileName));
        foreach (var graph in manifest.Graphs)
        {
            GraphContract.Check(source.PathOf(graph.File), manifest, graph, options.MaxSampleLength);
            GraphLoader.Read(source, manifest, graph, options.MaxFileBytes);
        }

        // The policy is settled and the native library looked for now, where the app expects either to fail.
        options = options with { Providers = options.EffectiveProviders() };
        OnnxRuntimeLibrary.Api();
        return new VaeBundle(source, manifest, options);
    }

    private GraphSession Session(GraphRole role)
    {
        using var call = _gate.Enter();
        lock (_opening)
        {
            return _sessions[(int)role] ??= Open(role);
        }
    }

    // Read and checked again: the file may have changed since the bundle was opened.
    private GraphSession Open(GraphRole role)
    {
        var entry = Manifest.Find(role) ?? throw new BundleException(
            _source.Name, $"a graph with the role '{role.ToName()}'", string.Join(", ", Manifest.Graphs.Select(graph => graph.Role.ToName())), "Load a bundle that was trained for it.");
        var graph = GraphLoader.Read(_source, Manifest, entry, _options.MaxFileBytes);
        return SessionFactory.Open(_source.PathOf(entry.File), graph, entry, _options);
    }
}
