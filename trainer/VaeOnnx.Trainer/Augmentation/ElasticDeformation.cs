using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Trainer.Augmentation;

/// <summary>
/// A random smooth deformation: normal displacements on a coarse grid, brought to the image's size by cubic convolution.
/// After Simard, Steinkraus and Platt 2003, who smooth displacements of every pixel with a Gaussian instead.
/// </summary>
public sealed record ElasticDeformation : IDeformation
{
    private const int MaxGridSize = 32;

    /// <summary>Chooses how strong and how fine it is.</summary>
    /// <param name="sigma">The standard deviation of the grid's displacements, as a share of the side: 0.03 is 0.84 pixels of 28; finite, at least 0.</param>
    /// <param name="gridSize">Grid points along each axis, 2 to 32: the fewer, the smoother.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public ElasticDeformation(float sigma = 0.03f, int gridSize = 6)
    {
        if (!(float.IsFinite(sigma) && sigma >= 0))
            throw new ArgumentOutOfRangeException(nameof(sigma), sigma, "Expected a finite standard deviation of at least 0.");
        ArgumentOutOfRangeException.ThrowIfLessThan(gridSize, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(gridSize, MaxGridSize);
        (Sigma, GridSize) = (sigma, gridSize);
    }

    /// <summary>The standard deviation of the grid's displacements, as a share of the side.</summary>
    public float Sigma { get; }

    /// <summary>Grid points along each axis.</summary>
    public int GridSize { get; }

    /// <inheritdoc/>
    public void AddTo(DisplacementField field, ulong seed, long sampleIndex, int draw)
    {
        ArgumentNullException.ThrowIfNull(field);
        var points = GridSize * GridSize;
        Span<float> coarse = stackalloc float[2 * points];
        SeededNoise.FillNormal(coarse, coarse.Length, RandomStream.Elastic.Derive(seed), sampleIndex, draw);
        var rows = CubicUpsampling.Of(GridSize, field.Height);
        var columns = CubicUpsampling.Of(GridSize, field.Width);
        Add(coarse[..points], rows, columns, field.Dx, Sigma * field.Width);
        Add(coarse[points..], rows, columns, field.Dy, Sigma * field.Height);
    }

    private static void Add(ReadOnlySpan<float> coarse, CubicUpsampling rows, CubicUpsampling columns, Span<float> displacements, float scale)
    {
        Span<float> line = stackalloc float[columns.Points];
        for (var y = 0; y < rows.Size; y++)
        {
            rows.Combine(coarse, y, line);
            for (var x = 0; x < columns.Size; x++)
                displacements[(y * columns.Size) + x] += scale * columns.At(line, x);
        }
    }
}
