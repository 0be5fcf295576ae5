using System.Text.Json;
using System.Text.Json.Serialization;
using Plenum.Common;

namespace Plenum.Chat;

/// <summary>The raw parameters with which system messages are stored (chat §18.2).</summary>
internal sealed record SystemParameters
{
    public static readonly SystemParameters None = new();

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>The account that something was done to.</summary>
    public string? User { get; init; }

    /// <summary>The same where it may be a guest.</summary>
    public string? Type { get; init; }

    [JsonPropertyName("id")]
    public string? ActorId { get; init; }

    public string? Group { get; init; }

    public string? Phone { get; init; }

    public string? Name { get; init; }

    public string NewName { get; init; } = "";

    public string OldName { get; init; } = "";

    public long Seconds { get; init; }

    /// <summary>Accounts that took part in a call.</summary>
    public IReadOnlyList<string> Users { get; init; } = [];

    public int Guests { get; init; }

    /// <summary>Seconds.</summary>
    public long Duration { get; init; }

    /// <summary>Whom it was done to.</summary>
    [JsonIgnore]
    public Actor? Affected => (User, Type, ActorId) switch
    {
        ({ } user, _, _) => Actor.User(user),
        (_, { } type, { } id) => new Actor(type, id),
        _ => null,
    };

    public static SystemParameters Of(Message message) =>
        message.Parameters.Length <= 2 ? None : JsonSerializer.Deserialize<SystemParameters>(message.Parameters, Options) ?? None;
}
