using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime;

/// <summary>One call of a denoiser on images of one size: window by window, and sample by sample within each.</summary>
internal readonly ref struct DenoiseCall<TPixel>
    where TPixel : unmanaged
{
    private readonly PixelCodec _pixels;
    private readonly GraphSession _session;
    private readonly DenoiseOptions _options;
    private readonly int _channels;
    private readonly int _multiple;
    private readonly TileAxis _rows;
    private readonly TileAxis _columns;

    public DenoiseCall(PixelCodec pixels, GraphSession session, ImageExtent image, DenoiseOptions options)
    {
        (_pixels, _session, _options, Image) = (pixels, session, options, image);
        _channels = image.Channels;
        _multiple = session.Tiling?.Multiple ?? 1;
        _rows = new TileAxis(image.Height, session.Tiling, options.TileSize);
        _columns = new TileAxis(image.Width, session.Tiling, options.TileSize);
    }

    public required ReadOnlySpan<TPixel> Noisy { get; init; }

    public required Span<TPixel> Denoised { get; init; }

    /// <summary>As many values as <see cref="Denoised"/>, or none.</summary>
    public required Span<float> Uncertainty { get; init; }

    public ImageExtent Image { get; }

    public bool IsTiled => (long)_rows.Count * _columns.Count > 1;

    /// <summary>The images of one run.</summary>
    public int MaxBatch => _session.BatchOf(_rows.Size, _columns.Size);

    public void Run(Batch batch, Workspace workspace, CancellationToken cancellationToken)
    {
        workspace.Resize(_rows.Size, _columns.Size);
        for (var row = 0; row < _rows.Count; row++)
        {
            for (var column = 0; column < _columns.Count; column++)
                Run(batch, row, column, workspace, cancellationToken);
        }
    }

    private void Run(Batch batch, int row, int column, Workspace workspace, CancellationToken cancellationToken)
    {
        var noisy = workspace.Input(batch.Count);
        Read(batch, _rows.Start(row), _columns.Start(column), noisy);
        Infer(batch, row, column, workspace, 0, cancellationToken);
        var result = workspace.Output(0, batch.Count);
        if (_options.Samples > 1)
        {
            result = workspace.Mean(batch.Count);
            Average(batch, row, column, workspace, cancellationToken);
        }

        if (_options.Strength < 1)
            Blend(noisy, result, _options.Strength);
        Write(batch, row, column, result, Denoised);
        if (!Uncertainty.IsEmpty)
            Write(batch, row, column, Deviation(workspace.Spread(batch.Count)), Uncertainty);
    }

    // The running mean and sum of squared deviations of Welford (1962): no sum grows large.
    private void Average(Batch batch, int row, int column, Workspace workspace, CancellationToken cancellationToken)
    {
        var mean = workspace.Mean(batch.Count);
        var spread = workspace.Spread(batch.Count);
        workspace.Output(0, batch.Count).CopyTo(mean);
        spread.Clear();
        for (var sample = 1; sample < _options.Samples; sample++)
        {
            Infer(batch, row, column, workspace, sample, cancellationToken);
            var drawn = workspace.Output(0, batch.Count);
            var share = 1f / (sample + 1);
            for (var i = 0; i < mean.Length; i++)
            {
                var difference = drawn[i] - mean[i];
                mean[i] += difference * share;
                spread[i] += difference * (drawn[i] - mean[i]);
            }
        }
    }

    private void Infer(Batch batch, int row, int column, Workspace workspace, int sample, CancellationToken cancellationToken)
    {
        if (_session.Draws)
            Draw(batch, row, column, workspace.Condition(batch.Count), sample);
        workspace.Run(workspace.Input(batch.Count), cancellationToken);
    }

    private void Draw(Batch batch, int row, int column, Span<float> epsilon, int sample)
    {
        if (_options.Samples == 0)
        {
            epsilon.Clear();
            return;
        }

        var window = Window(row, column);
        var length = epsilon.Length / batch.Count;
        for (var i = 0; i < batch.Count; i++)
            window.FillNormal(epsilon.Slice(i * length, length), _options.Seed, checked(_options.FirstSampleIndex + batch.First + i), _options.Draw + sample);
    }

    // A graph of one size has one site.
    private NoiseWindow Window(int row, int column) => _session.Tiling is null
        ? new NoiseWindow { Channels = _session.Condition!.Length, MapWidth = 1, Height = 1, Width = 1 }
        : new NoiseWindow
        {
            Channels = _session.Condition!.Length,
            MapWidth = _columns.Padded / _multiple,
            Top = _rows.Start(row) / _multiple,
            Left = _columns.Start(column) / _multiple,
            Height = _rows.Size / _multiple,
            Width = _columns.Size / _multiple,
        };

    private void Read(Batch batch, int top, int left, Span<float> window)
    {
        for (var plane = batch.First * _channels; plane < (batch.First + batch.Count) * _channels; plane++)
        {
            for (var y = 0; y < _rows.Size; y++, window = window[_columns.Size..])
                ReadRow(Noisy.Slice(((plane * Image.Height) + _rows.Mirror(top + y)) * Image.Width, Image.Width), left, window[.._columns.Size]);
        }
    }

    private void ReadRow(ReadOnlySpan<TPixel> row, int left, Span<float> target)
    {
        var inside = Math.Min(target.Length, row.Length - left);
        _pixels.Convert(row.Slice(left, inside), target[..inside]);
        for (var x = inside; x < target.Length; x++)
            _pixels.Convert(row.Slice(_columns.Mirror(left + x), 1), target.Slice(x, 1));
    }

    private void Write<T>(Batch batch, int row, int column, ReadOnlySpan<float> window, Span<T> images)
        where T : unmanaged
    {
        var (top, left) = (_rows.From(row), _columns.From(column));
        var width = _columns.From(column + 1) - left;
        var first = left - _columns.Start(column);
        for (var plane = batch.First * _channels; plane < (batch.First + batch.Count) * _channels; plane++, window = window[(_rows.Size * _columns.Size)..])
        {
            for (var y = top; y < _rows.From(row + 1); y++)
                _pixels.Write(window.Slice(((y - _rows.Start(row)) * _columns.Size) + first, width), images.Slice((((plane * Image.Height) + y) * Image.Width) + left, width));
        }
    }

    private static void Blend(ReadOnlySpan<float> noisy, Span<float> denoised, float strength)
    {
        for (var i = 0; i < denoised.Length; i++)
            denoised[i] = noisy[i] + (strength * (denoised[i] - noisy[i]));
    }

    // Of what is returned: a blend deviates by as much less.
    private Span<float> Deviation(Span<float> spread)
    {
        var scale = 1f / (_options.Samples - 1);
        for (var i = 0; i < spread.Length; i++)
            spread[i] = _options.Strength * MathF.Sqrt(spread[i] * scale);
        return spread;
    }
}
