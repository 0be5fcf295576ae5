using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Plenum.Accounts;
using Plenum.Storage;

namespace Plenum.UserStatuses;

/// <summary>
/// What an account says of itself and what its clients say of it (platform §12). What others see is made of it when they
/// look (<see cref="StatusRules"/>): nobody has to write for somebody to grow old, to enter a call or to leave it.
/// </summary>
internal sealed class UserStatus
{
    public required string AccountId { get; init; }

    public StatusType Status { get; private set; } = StatusType.Offline;

    /// <summary>The person chose it; otherwise a client did.</summary>
    public bool IsUserDefined { get; private set; }

    /// <summary>The last heartbeat, or when the status was chosen; null before the first of both.</summary>
    public DateTimeOffset? HeardAt { get; private set; }

    /// <summary>The device it was heard from: another one that goes idle changes nothing.</summary>
    public string HeardFrom { get; private set; } = "";

    /// <summary>One of <see cref="PredefinedStatuses"/>; null for a message of one's own, or none.</summary>
    public string? MessageId { get; private set; }

    public string? Icon { get; private set; }

    public string? Message { get; private set; }

    /// <summary>From then on there is no message; null for as long as nobody changes it.</summary>
    public DateTimeOffset? ClearAt { get; private set; }

    /// <summary>When the person last chose anything: calls joined before do not show.</summary>
    public DateTimeOffset? ChosenAt { get; private set; }

    /// <summary>Of two who change it at once the later one does so again on what the earlier one left.</summary>
    public int Version { get; private set; }

    /// <summary>The person chooses a status.</summary>
    public void Choose(StatusType status, string device, DateTimeOffset now)
    {
        (Status, IsUserDefined, HeardAt, HeardFrom) = (status, true, now, device);
        Chosen(now);
    }

    /// <summary>The person sets a message, or takes it away.</summary>
    public void Say(StatusMessage? message, DateTimeOffset now)
    {
        (MessageId, Icon, Message, ClearAt) = (message?.Id, message?.Icon, message?.Text, message?.ClearAt);
        Chosen(now);
    }

    /// <summary>The person wants to be seen as without the call it is in.</summary>
    public void DisregardCalls(DateTimeOffset now) => Chosen(now);

    /// <summary>A client was there. What the person chose and clients do not change stays; see <see cref="HeartbeatRules"/>.</summary>
    public void Hear(Heartbeat beat)
    {
        if (!HeartbeatRules.IsKept(this)) (Status, IsUserDefined) = (beat.Said, IsUserDefined && Status == beat.Said);
        (HeardAt, HeardFrom) = (beat.At, beat.Device);
        Version++;
    }

    private void Chosen(DateTimeOffset now)
    {
        ChosenAt = now;
        Version++;
    }

    internal sealed class Configuration : IEntityTypeConfiguration<UserStatus>
    {
        public void Configure(EntityTypeBuilder<UserStatus> builder)
        {
            builder.ToTable("UserStatuses");
            builder.HasKey(status => status.AccountId);
            builder.Property(status => status.AccountId).HasMaxLength(64);
            builder.Property(status => status.HeardFrom).HasMaxLength(32);
            builder.Property(status => status.MessageId).HasMaxLength(32);
            builder.Property(status => status.Icon).HasMaxLength(StatusMessageRules.MaxIconLength);
            builder.Property(status => status.Message).HasMaxLength(StatusMessageRules.MaxLength * 2);
            builder.Property(status => status.Version).IsConcurrencyToken();
            builder.HasOne<Account>().WithOne().HasForeignKey<UserStatus>(status => status.AccountId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

internal static class UserStatusTables
{
    extension(PlenumDb db)
    {
        public DbSet<UserStatus> UserStatuses => db.Set<UserStatus>();
    }
}
