using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Plenum.Meetings;

/// <summary>Somebody, or an address, that may not enter a conversation (conversations §5.12).</summary>
internal sealed class Ban
{
    /// <summary>The actor type of a banned address or address range.</summary>
    public const string Ip = "ip";

    public long Id { get; init; }

    public required long ConversationId { get; init; }

    public required string ModeratorActorType { get; init; }

    public required string ModeratorActorId { get; init; }

    public required string ModeratorDisplayName { get; init; }

    public required string BannedActorType { get; init; }

    public required string BannedActorId { get; init; }

    public required string BannedDisplayName { get; init; }

    public required DateTimeOffset BannedAt { get; init; }

    public required string InternalNote { get; set; }

    /// <summary>The same ban for the address that the banned guest came back from.</summary>
    public Ban For(string address) => new()
    {
        ConversationId = ConversationId,
        ModeratorActorType = ModeratorActorType,
        ModeratorActorId = ModeratorActorId,
        ModeratorDisplayName = ModeratorDisplayName,
        BannedActorType = Ip,
        BannedActorId = address,
        BannedDisplayName = address,
        BannedAt = BannedAt,
        InternalNote = InternalNote,
    };

    internal sealed class Configuration : IEntityTypeConfiguration<Ban>
    {
        public void Configure(EntityTypeBuilder<Ban> builder)
        {
            builder.ToTable("Bans");
            builder.Property(ban => ban.BannedActorType).HasMaxLength(32);
            builder.Property(ban => ban.BannedActorId).HasMaxLength(64);
            builder.HasIndex(ban => new { ban.ConversationId, ban.BannedActorType, ban.BannedActorId }).IsUnique();
            builder.HasOne<Conversation>().WithMany().HasForeignKey(ban => ban.ConversationId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
