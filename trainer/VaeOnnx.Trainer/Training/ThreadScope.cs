using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Training;

/// <summary>Sets torch's number of threads, which is one for the whole process, until disposed. 0 leaves it as it is.</summary>
internal readonly ref struct ThreadScope
{
    private readonly int _before;

    public ThreadScope(int threads)
    {
        _before = get_num_threads();
        if (threads > 0)
            set_num_threads(threads);
    }

    public void Dispose() => set_num_threads(_before);
}
