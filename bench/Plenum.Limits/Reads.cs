using System.Data.Common;

namespace Plenum.Limits;

/// <summary>The reads without which the question cannot be answered, one statement each, every column fetched.</summary>
internal sealed class Reads(LimitDatabase database)
{
    private const string Credential = """SELECT * FROM "AppPasswords" p JOIN "Accounts" a ON a."Id" = p."AccountId" WHERE p."AccountId" = @account LIMIT 1""";

    private const string Conversation = """SELECT * FROM "Conversations" WHERE "Token" = @token""";

    private const string Attendee =
        """
        SELECT a.* FROM "Attendees" a JOIN "Conversations" c ON c."Id" = a."ConversationId"
        WHERE c."Token" = @token AND a."ActorType" = 'users' AND a."ActorId" = @account
        """;

    private const string Session =
        """
        SELECT s.* FROM "Sessions" s JOIN "Attendees" a ON a."Id" = s."AttendeeId" JOIN "Conversations" c ON c."Id" = a."ConversationId"
        WHERE c."Token" = @token AND a."ActorType" = 'users' AND a."ActorId" = @account LIMIT 1
        """;

    private const string Conversations =
        """
        SELECT * FROM "Attendees" a JOIN "Conversations" c ON c."Id" = a."ConversationId"
        WHERE a."ActorType" = 'users' AND a."ActorId" = @account ORDER BY c."Id"
        """;

    private const string LastMessages =
        """
        SELECT m.* FROM "Attendees" a JOIN "Conversations" c ON c."Id" = a."ConversationId" JOIN "Messages" m ON m."Id" = c."LastMessageId"
        WHERE a."ActorType" = 'users' AND a."ActorId" = @account
        """;

    private const string Unread =
        """
        SELECT m."ConversationId", COUNT(*) FROM "Attendees" a JOIN "Messages" m ON m."ConversationId" = a."ConversationId" AND m."Id" > a."LastReadMessage"
        WHERE a."ActorType" = 'users' AND a."ActorId" = @account GROUP BY m."ConversationId"
        """;

    private const string CommonRead =
        """
        SELECT o."ConversationId", MIN(o."LastReadMessage") FROM "Attendees" a JOIN "Attendees" o ON o."ConversationId" = a."ConversationId" AND o."ActorType" = 'users'
        WHERE a."ActorType" = 'users' AND a."ActorId" = @account GROUP BY o."ConversationId"
        """;

    private const string History =
        """
        SELECT m.* FROM "Messages" m JOIN "Conversations" c ON c."Id" = m."ConversationId"
        WHERE c."Token" = @token ORDER BY m."Id" DESC LIMIT 50
        """;

    public Task RoomAsync(string token, string account) => ReadAsync(token, account, Credential, Conversation, Attendee, Session);

    public Task RoomsAsync(string account) => ReadAsync("", account, Credential, Conversations, LastMessages, Unread, CommonRead);

    public Task HistoryAsync(string token, string account) => ReadAsync(token, account, Credential, Conversation, Attendee, Session, History);

    private async Task ReadAsync(string token, string account, params string[] statements)
    {
        await using var connection = database.Read();
        await connection.OpenAsync();
        foreach (var statement in statements)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = statement;
            Add(command, "account", account);
            if (statement.Contains("@token", StringComparison.Ordinal)) Add(command, "token", token);
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                for (var column = 0; column < reader.FieldCount; column++) reader.GetValue(column);
            }
        }
    }

    private static void Add(DbCommand command, string name, string value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
