namespace Plenum.Common;

/// <summary>More people want the same at once than the server lets queue for it: an outage that ends by itself.</summary>
internal sealed class CrowdedException(TimeSpan retryAfter) : Exception("Too many want the same at once")
{
    public TimeSpan RetryAfter => retryAfter;
}
