namespace Plenum.Limits;

/// <summary>A bare broadcast: everybody who waits gets the same bytes.</summary>
internal sealed class Waiting
{
    private TaskCompletionSource<byte[]> news = Fresh();

    public async Task WaitAsync(HttpContext http) => await Body.WriteAsync(http, await Volatile.Read(ref news).Task.WaitAsync(http.RequestAborted));

    public Task WakeAsync(int bytes)
    {
        Interlocked.Exchange(ref news, Fresh()).SetResult(Body.Of(bytes));
        return Task.CompletedTask;
    }

    private static TaskCompletionSource<byte[]> Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
