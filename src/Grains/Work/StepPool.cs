namespace Grains.Work;

/// <summary>A fixed number of dedicated threads that do the actors' work, so that cryptography keeps neither grains nor the thread pool from answering.</summary>
public sealed class StepPool : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Queue<IWork> _queue = new();
    private readonly SemaphoreSlim _available = new(0);
    private readonly Thread[] _threads;
    private bool _closed;

    /// <summary>Starts <paramref name="threads"/> threads, at least 1.</summary>
    public StepPool(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        _threads = new Thread[threads];
        for (var i = 0; i < threads; i++)
        {
            _threads[i] = new Thread(Serve) { IsBackground = true, Name = $"actors {i + 1}" };

            // Whoever starts them is nobody that their work belongs to.
            _threads[i].UnsafeStart();
        }
    }

    /// <summary>How many threads there are.</summary>
    public int Threads => _threads.Length;

    /// <summary>Has <paramref name="work"/> done by one of the threads. The caller's continuation does not run there.</summary>
    public Task<T> Run<T>(Func<T> work)
    {
        var item = new Work<T>(work);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            _queue.Enqueue(item);
        }

        _available.Release();
        return item.Task;
    }

    /// <summary>Lets the threads finish what is queued and end; does not wait for them.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_closed)
            {
                return;
            }

            _closed = true;
        }

        _available.Release(_threads.Length);
    }

    private void Serve()
    {
        while (true)
        {
            _available.Wait();
            IWork? next;
            lock (_gate)
            {
                if (!_queue.TryDequeue(out next))
                {
                    return;
                }
            }

            next.Do();
        }
    }

    private interface IWork
    {
        void Do();
    }

    private sealed class Work<T>(Func<T> work) : IWork
    {
        private readonly TaskCompletionSource<T> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<T> Task => _source.Task;

        /// <summary>Whatever goes wrong belongs to the one who asked: the thread lives on.</summary>
        public void Do()
        {
            try
            {
                _source.SetResult(work());
            }
            catch (Exception exception)
            {
                _source.SetException(exception);
            }
        }
    }
}
