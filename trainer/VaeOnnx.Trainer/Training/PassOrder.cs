using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Training;

/// <summary>
/// The order of the images in each pass through them: a permutation drawn from (seed, pass) alone. With a window smaller than the
/// data, blocks of neighbouring images are permuted first, and then the images within each window of that order: what a batch
/// reads lies in few places, and no array is longer than the window.
/// </summary>
internal sealed class PassOrder
{
    /// <summary>Short enough that a window holds many places of the data (its classes often lie one after the other), long enough that reading is near to sequential.</summary>
    private const int BlockLength = 16;

    /// <summary>Draws of the random numbers, so that no two orders share any.</summary>
    private const int WholeDraw = 0;
    private const int BlockDraw = 1;
    private const int FirstWindowDraw = 2;

    private readonly int _imageCount;
    private readonly ulong _seed;
    private readonly int[] _window;
    private readonly int[] _blocks;
    private readonly float[] _keys;
    private (long Pass, int Window) _drawn = (-1, -1);
    private long _blocksPass = -1;
    private int _shortBlockPlace;

    public PassOrder(int imageCount, int window, ulong seed)
    {
        (_imageCount, _seed) = (imageCount, seed);
        _window = new int[Math.Min(imageCount, window)];
        _blocks = new int[IsWindowed ? (imageCount + BlockLength - 1) / BlockLength : 0];
        _keys = new float[2 * Math.Max(_window.Length, _blocks.Length)];
    }

    private bool IsWindowed => _window.Length < _imageCount;

    /// <summary>The image at a place of a pass.</summary>
    public int ImageAt(long pass, int place)
    {
        var (window, inWindow) = Math.DivRem(place, _window.Length);
        if (_drawn != (pass, window))
            Draw(pass, window);
        return _window[inWindow];
    }

    private void Draw(long pass, int window)
    {
        if (IsWindowed && _blocksPass != pass)
            DrawBlocks(pass);
        var first = window * _window.Length;
        var length = Math.Min(_window.Length, _imageCount - first);
        for (var i = 0; i < length; i++)
            _window[i] = IsWindowed ? InBlocks(first + i) : i;
        Shuffle(_window.AsSpan(0, length), pass, IsWindowed ? FirstWindowDraw + window : WholeDraw);
        _drawn = (pass, window);
    }

    private void DrawBlocks(long pass)
    {
        for (var i = 0; i < _blocks.Length; i++)
            _blocks[i] = i;
        Shuffle(_blocks, pass, BlockDraw);
        _shortBlockPlace = Array.IndexOf(_blocks, _blocks.Length - 1) * BlockLength;
        _blocksPass = pass;
    }

    /// <summary>The image at a place of the permuted blocks, of which the one with the last images may be shorter.</summary>
    private int InBlocks(int place)
    {
        var missing = (_blocks.Length * BlockLength) - _imageCount;
        if (place >= _shortBlockPlace + BlockLength - missing)
            place += missing;
        return (_blocks[place / BlockLength] * BlockLength) + (place % BlockLength);
    }

    // Fisher and Yates, from the end; two uniforms a draw, since one float's 24 bits would favour some images of large sets.
    private void Shuffle(Span<int> order, long pass, int draw)
    {
        var keys = _keys.AsSpan(0, 2 * order.Length);
        SeededNoise.FillUniform(keys, keys.Length, _seed, pass, draw);
        for (var i = order.Length - 1; i > 0; i--)
        {
            var uniform = keys[2 * i] + ((double)keys[(2 * i) + 1] / (1 << 24));
            var j = Math.Min(i, (int)(uniform * (i + 1.0)));
            (order[i], order[j]) = (order[j], order[i]);
        }
    }
}
