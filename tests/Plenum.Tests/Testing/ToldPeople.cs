using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Notifications;

namespace Plenum.Tests.Testing;

/// <summary>What accounts are told in their list of notifications.</summary>
internal static class ToldPeople
{
    public const string NotificationsPath = "/ocs/v2.php/apps/notifications/api/v2/notifications";

    /// <summary>The list as it is, newest first.</summary>
    public static Task<Reply> NotificationsAsync(this TalkClient person) => person.GetAsync(NotificationsPath);

    /// <summary>The notifications of somebody, newest first, once this server has written those of all messages.</summary>
    public static async Task<JsonElement[]> ToldAsync(this PlenumServer server, TalkClient person)
    {
        await server.Services.GetRequiredService<ChatNotifier>().IdleAsync();
        return [.. (await person.NotificationsAsync()).Expect(200).Data.EnumerateArray()];
    }

    /// <summary>What they are about: type and id of the object, newest first.</summary>
    public static async Task<string[]> ToldOfAsync(this PlenumServer server, TalkClient person) =>
        [.. (await server.ToldAsync(person)).Select(told => $"{told.Word("object_type")} {told.Word("object_id")}")];

    /// <summary>How many rows there are for somebody, whether they are shown or not.</summary>
    public static Task<int> RowsOfAsync(this PlenumServer server, TalkClient person) =>
        server.FromDbAsync(db => db.Notifications.CountAsync(notification => notification.AccountId == person.User));

    /// <summary>How many rows there are for anybody in a conversation.</summary>
    public static Task<int> NotificationsInAsync(this PlenumServer server, string token) =>
        server.FromDbAsync(db => db.Set<Notification>().CountAsync(notification => notification.Attendee!.Conversation!.Token == token));

    /// <summary>Accounts that belong to a conversation and are not there.</summary>
    public static Task CrowdAsync(this PlenumServer server, string token, int people) => server.InDbAsync(async db =>
    {
        var conversation = await db.Conversations.SingleAsync(room => room.Token == token);
        db.Attendees.AddRange(Enumerable.Range(0, people).Select(number => new Attendee
        {
            ConversationId = conversation.Id,
            ActorType = ActorTypes.Users,
            ActorId = PlenumServer.Unique("crowd"),
            DisplayName = number.ToString(CultureInfo.InvariantCulture),
            ParticipantType = ParticipantType.User,
        }));
    });

    public static long Number(this JsonElement told) => told.GetProperty("notification_id").GetInt64();

    /// <summary>A text of a notification or of one of its parts.</summary>
    public static string Word(this JsonElement told, string name) => told.GetProperty(name).GetString()!;

    /// <summary>One parameter of the subject.</summary>
    public static JsonElement Subject(this JsonElement told, string name) => told.GetProperty("subjectRichParameters").GetProperty(name);
}
