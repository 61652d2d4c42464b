namespace VaeOnnx.Contracts;

/// <summary>Where in the rows the next block goes, for rows whose last block is cut.</summary>
internal struct NoisePlace(NoiseRequest request)
{
    private readonly int _sampleLength = request.SampleLength;
    private int _column;

    /// <summary>The numbers written so far.</summary>
    public int Offset { get; set; }

    /// <summary>Copies blocks, cutting the last one of each row; stops at the end of the numbers.</summary>
    public void Copy(ReadOnlySpan<float> blocks, Span<float> numbers)
    {
        while (!blocks.IsEmpty && Offset < numbers.Length)
        {
            var count = Math.Min(NoiseRequest.BlockLength, _sampleLength - _column);
            blocks[..count].CopyTo(numbers[Offset..]);
            blocks = blocks[NoiseRequest.BlockLength..];
            Offset += count;
            _column += count;
            if (_column == _sampleLength)
                _column = 0;
        }
    }
}
