using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Plenum.Chat;
using Plenum.Meetings;
using Plenum.Storage;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Chat;

public sealed class ReadMarkerQueueTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    public async Task Everybody_who_asks_while_another_one_writes_is_served_together()
    {
        var queue = server.Services.GetRequiredService<ReadMarkerQueue>();
        var attendees = await AttendeesAsync(30);
        List<Task> raised = [];

        using (await server.Services.GetRequiredService<SqliteWriter>().HoldAsync())
        {
            raised.AddRange(attendees.Select((id, number) => queue.RaiseAsync(id, 100 + (number % 3), CancellationToken.None)));
        }

        await Task.WhenAll(raised);
        var markers = await MarkersAsync(attendees);
        Assert.Equal(attendees.Select((_, number) => 100L + (number % 3)), markers);
    }

    [Fact]
    public async Task A_marker_never_goes_back()
    {
        var queue = server.Services.GetRequiredService<ReadMarkerQueue>();
        var attendees = await AttendeesAsync(1);

        await queue.RaiseAsync(attendees[0], 50, CancellationToken.None);
        await Task.WhenAll(queue.RaiseAsync(attendees[0], 70, CancellationToken.None), queue.RaiseAsync(attendees[0], 60, CancellationToken.None));
        await queue.RaiseAsync(attendees[0], 10, CancellationToken.None);

        var markers = await MarkersAsync(attendees);
        Assert.Equal([70L], markers);
    }

    [Fact]
    public async Task Who_no_longer_waits_does_not_stop_the_others()
    {
        var queue = server.Services.GetRequiredService<ReadMarkerQueue>();
        var attendees = await AttendeesAsync(2);
        using var gone = new CancellationTokenSource();
        Task cancelled, kept;

        using (await server.Services.GetRequiredService<SqliteWriter>().HoldAsync())
        {
            (cancelled, kept) = (queue.RaiseAsync(attendees[0], 5, gone.Token), queue.RaiseAsync(attendees[1], 5, CancellationToken.None));
            await gone.CancelAsync();
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        await kept;
        var markers = await MarkersAsync(attendees);
        Assert.Equal([5L, 5L], markers);
    }

    private async Task<long[]> AttendeesAsync(int count)
    {
        var room = await server.StageAsync(await server.PersonAsync());
        var conversation = (await room.StoredAsync()).Id;
        var attendees = Enumerable.Range(0, count)
            .Select(number => new Attendee { ConversationId = conversation, ActorType = "users", ActorId = $"reader{number}", ParticipantType = ParticipantType.User })
            .ToArray();
        await server.InDbAsync(db =>
        {
            db.Attendees.AddRange(attendees);
            return Task.CompletedTask;
        });
        return [.. attendees.Select(attendee => attendee.Id)];
    }

    private Task<long[]> MarkersAsync(long[] attendees) => server.FromDbAsync(db =>
        db.Attendees.AsNoTracking().Where(attendee => attendees.Contains(attendee.Id)).OrderBy(attendee => attendee.Id).Select(attendee => attendee.LastReadMessage).ToArrayAsync());
}
