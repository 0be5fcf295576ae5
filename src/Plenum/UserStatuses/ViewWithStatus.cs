using System.Text.Json.Serialization;
using Plenum.Ocs;

namespace Plenum.UserStatuses;

/// <summary>Somebody in an answer, or a conversation with somebody, with a status where statuses are shown.</summary>
internal abstract record ViewWithStatus
{
    /// <summary>Null where none is shown.</summary>
    [JsonIgnore]
    public PublicStatusView? Shown { get; init; }

    /// <summary>Of an account, or of the other side of a one-to-one: Talk's word.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Status => Shown?.Status;

    [WrittenWith(nameof(Status))]
    public string? StatusIcon => Shown?.Icon;

    [WrittenWith(nameof(Status))]
    public string? StatusMessage => Shown?.Message;

    /// <summary>Unix seconds.</summary>
    [WrittenWith(nameof(Status))]
    public long? StatusClearAt => Shown?.ClearAt;
}
