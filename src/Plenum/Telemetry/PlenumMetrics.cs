using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Plenum.Telemetry;

/// <summary>
/// What the server counts and measures besides what ASP.NET Core and the runtime do. Nothing leaves it unless somebody
/// listens (<c>dotnet-counters</c>, the OTLP export). <c>docs/operations.md</c> says what each means and when to worry.
/// </summary>
internal static class PlenumMetrics
{
    public const string MeterName = "Plenum";

    private static readonly Meter Source = new(MeterName);

    /// <summary>Clients that wait in a long poll for news of a chat.</summary>
    public static UpDownCounter<int> Sockets { get; } = Source.CreateUpDownCounter<int>("plenum.signaling.sockets", "{socket}", "WebSockets of the embedded signaling server");

    public static UpDownCounter<int> MediaEngines { get; } = Source.CreateUpDownCounter<int>("plenum.media.engines", "{engine}", "Media engines that this node is connected to");

    public static UpDownCounter<int> MediaConnections { get; } = Source.CreateUpDownCounter<int>("plenum.media.connections", "{connection}", "Streams that are published or watched through this node");

    public static Counter<int> MovesRepeated { get; } = Source.CreateCounter<int>("plenum.moves.repeated", "{client}", "Clients that were told a second time to go to another room");

    public static Counter<int> MovesWithdrawn { get; } = Source.CreateCounter<int>("plenum.moves.withdrawn", "{client}", "Clients that were taken out of a call because they had not gone to another room");

    public static UpDownCounter<int> LongPolls { get; } = Source.CreateUpDownCounter<int>("plenum.long_polls.waiting", "{poll}", "Clients that wait for news of a chat");

    /// <summary>Changes of rooms that separate signaling servers have not been told of yet.</summary>
    public static UpDownCounter<int> RoomMessagesWaiting { get; } = Source.CreateUpDownCounter<int>("plenum.external_signaling.waiting", "{change}", "Changes that the signaling server has not been told of yet");

    private static Counter<int> RoomMessages { get; } = Source.CreateCounter<int>("plenum.external_signaling.messages", "{message}", "Messages to the signaling server, by outcome");

    private static Histogram<double> Lateness { get; } = Source.CreateHistogram<double>("plenum.due_work.lateness", "s", "How late what has a deadline was begun");

    private static Counter<int> DueWorkFailures { get; } = Source.CreateCounter<int>("plenum.due_work.failures", "{failure}", "Rounds in which a kind of due work failed");

    private static Histogram<double> TransactionDuration { get; } = Source.CreateHistogram<double>("plenum.db.transaction.duration", "s", "How long writing transactions were open");

    private static Histogram<double> CommandDuration { get; } = Source.CreateHistogram<double>("plenum.db.command.duration", "s", "How long the database took for a command");

    /// <summary>Transactions that collided with another one and were done again.</summary>
    public static Counter<int> Collisions { get; } = Source.CreateCounter<int>("plenum.db.collisions", "{transaction}", "Transactions that collided and were done again");

    /// <summary>Requests that the database left without an answer.</summary>
    public static Counter<int> Outages { get; } = Source.CreateCounter<int>("plenum.db.outages", "{request}", "Requests that failed because the database was away or overloaded");

    private static UpDownCounter<int> WritersWaiting { get; } = Source.CreateUpDownCounter<int>("plenum.write_lock.waiting", "{writer}", "Writers that queue for their turn on SQLite");

    private static Histogram<double> WriterWait { get; } = Source.CreateHistogram<double>("plenum.write_lock.wait", "s", "How long writers queued for their turn on SQLite");

    private static Histogram<double> BackplaneLag { get; } = Source.CreateHistogram<double>("plenum.backplane.lag", "s", "From another node's writing of an announcement to its being heard here");

    /// <summary>Times this node lost the connection on which it hears the others.</summary>
    public static Counter<int> BackplaneGaps { get; } = Source.CreateCounter<int>("plenum.backplane.gaps", "{gap}", "Times the connection that hears other nodes was lost");

    /// <summary>Announcements that were found in the table because they were missed while listening.</summary>
    public static Counter<int> BackplaneCaughtUp { get; } = Source.CreateCounter<int>("plenum.backplane.caught_up", "{notice}", "Notices read after a gap that had not been heard");

    private static Counter<int> Refusals { get; } = Source.CreateCounter<int>("plenum.refusals", "{refusal}", "Requests that were refused, by kind, word and status");

    /// <param name="outcome"><c>ok</c>, <c>failed</c> (nobody took it) or <c>dropped</c> (too much was waiting).</param>
    public static void RoomMessage(string outcome) => RoomMessages.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    /// <param name="work">Its kind.</param>
    /// <param name="by">How long ago it was due.</param>
    public static void DueWorkBegan(string work, TimeSpan by) => Lateness.Record(by.TotalSeconds, new KeyValuePair<string, object?>("work", work));

    /// <param name="work">Its kind.</param>
    public static void DueWorkFailed(string work) => DueWorkFailures.Add(1, new KeyValuePair<string, object?>("work", work));

    /// <summary>Measures a transaction until the returned value is disposed of.</summary>
    public static Measurement Transaction() => new(TransactionDuration, waiting: null);

    /// <summary>Counts a writer as waiting, and measures for how long, until the returned value is disposed of.</summary>
    public static Measurement WaitingForTurn() => new(WriterWait, WritersWaiting);

    /// <param name="took">How long.</param>
    /// <param name="succeeded">Whether the database did it.</param>
    public static void DatabaseCommand(TimeSpan took, bool succeeded) =>
        CommandDuration.Record(took.TotalSeconds, new KeyValuePair<string, object?>("outcome", succeeded ? "ok" : "failed"));

    /// <param name="after">How long after it was written.</param>
    public static void BackplaneHeard(TimeSpan after) => BackplaneLag.Record(Math.Max(0, after.TotalSeconds));

    /// <param name="kind">What sort of refusal.</param>
    /// <param name="word">Talk's word for it, of which there is a fixed number.</param>
    /// <param name="status">The status on the wire.</param>
    public static void Refused<TKind>(TKind kind, string? word, int status)
        where TKind : struct, Enum
    {
        if (!Refusals.Enabled) return;

        Refusals.Add(1, new TagList { { "kind", kind.ToString() }, { "word", word ?? "" }, { "status", status } });
    }

    /// <summary>A duration under way; with somebody in the count of those who wait.</summary>
    internal readonly struct Measurement : IDisposable
    {
        private readonly Histogram<double> duration;
        private readonly UpDownCounter<int>? waiting;
        private readonly long began = Stopwatch.GetTimestamp();

        public Measurement(Histogram<double> duration, UpDownCounter<int>? waiting)
        {
            (this.duration, this.waiting) = (duration, waiting);
            waiting?.Add(1);
        }

        public void Dispose()
        {
            waiting?.Add(-1);
            duration.Record(Stopwatch.GetElapsedTime(began).TotalSeconds);
        }
    }
}
