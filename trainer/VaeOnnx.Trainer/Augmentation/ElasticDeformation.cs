using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Trainer.Augmentation;

/// <summary>
/// A random smooth deformation: normal displacements on a coarse grid, brought to the image's size by cubic convolution.
/// After Simard, Steinkraus and Platt 2003, who smooth displacements of every pixel with a Gaussian instead.
/// </summary>
public sealed class ElasticDeformation : IDeformation
{
    private readonly float[] _coarse;
    private CubicUpsampling? _rows;
    private CubicUpsampling? _columns;

    /// <summary>Chooses how strong and how fine it is.</summary>
    /// <param name="sigma">The standard deviation of the grid's displacements, as a share of the side: 0.03 is 0.84 pixels of 28; finite, at least 0.</param>
    /// <param name="gridSize">Grid points along each axis, at least 2: the fewer, the smoother.</param>
    public ElasticDeformation(float sigma = 0.03f, int gridSize = 6)
    {
        if (!(float.IsFinite(sigma) && sigma >= 0))
            throw new ArgumentOutOfRangeException(nameof(sigma), sigma, "Expected a finite standard deviation of at least 0.");
        ArgumentOutOfRangeException.ThrowIfLessThan(gridSize, 2);
        (Sigma, GridSize) = (sigma, gridSize);
        _coarse = new float[2 * gridSize * gridSize];
    }

    /// <summary>The standard deviation of the grid's displacements, as a share of the side.</summary>
    public float Sigma { get; }

    /// <summary>Grid points along each axis.</summary>
    public int GridSize { get; }

    /// <inheritdoc/>
    public void AddTo(DisplacementField field, ulong seed, long sampleIndex, int draw)
    {
        ArgumentNullException.ThrowIfNull(field);
        _rows = CubicUpsampling.For(_rows, GridSize, field.Height);
        _columns = CubicUpsampling.For(_columns, GridSize, field.Width);
        SeededNoise.FillNormal(_coarse, _coarse.Length, RandomStream.Elastic.Derive(seed), sampleIndex, draw);
        var points = GridSize * GridSize;
        Add(_coarse.AsSpan(0, points), field.Dx, Sigma * field.Width);
        Add(_coarse.AsSpan(points), field.Dy, Sigma * field.Height);
    }

    private void Add(ReadOnlySpan<float> coarse, Span<float> displacements, float scale)
    {
        var (rows, columns) = (_rows!, _columns!);
        Span<float> line = stackalloc float[GridSize];
        for (var y = 0; y < rows.Size; y++)
        {
            rows.Combine(coarse, y, line);
            for (var x = 0; x < columns.Size; x++)
                displacements[(y * columns.Size) + x] += scale * columns.At(line, x);
        }
    }
}
