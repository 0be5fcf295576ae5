using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Plenum.Meetings;

/// <summary>A conversation. Together with its breakout rooms it is a meeting; the parent's row is the meeting's lock.</summary>
internal sealed class Conversation
{
    public long Id { get; init; }

    public required string Token { get; init; }

    public required ConversationType Type { get; set; }

    public required string Name { get; set; }

    public string Description { get; set; } = "";

    public string ObjectType { get; set; } = "";

    public string ObjectId { get; set; } = "";

    /// <summary>The parent, for a breakout room.</summary>
    public long? ParentId { get; init; }

    /// <summary>What at most one conversation may be for: the pair of a one-to-one, the owner of a note-to-self.</summary>
    public string? UniqueKey { get; set; }

    public ConversationAttributes Attributes { get; set; }

    public string? PasswordHash { get; set; }

    public bool ReadOnly { get; set; }

    public Listable Listable { get; set; }

    /// <summary>Seconds; 0 keeps messages forever.</summary>
    public int MessageExpiration { get; set; }

    public int MentionPermissions { get; set; }

    public Permissions DefaultPermissions { get; set; }

    public int RecordingConsent { get; set; }

    public LobbyState LobbyState { get; set; }

    /// <summary>When the lobby opens by itself.</summary>
    public DateTimeOffset? LobbyTimer { get; set; }

    public SipState SipEnabled { get; set; }

    public BreakoutMode BreakoutRoomMode { get; set; }

    public BreakoutStatus BreakoutRoomStatus { get; set; }

    /// <summary>On a breakout room that asks for help: since when.</summary>
    public DateTimeOffset? HelpRequestedAt { get; set; }

    /// <summary>On a breakout room that was stopped: when those still in its call are taken out.</summary>
    public DateTimeOffset? CallGraceEndsAt { get; set; }

    /// <summary>When the running call began; null without a call.</summary>
    public DateTimeOffset? ActiveSince { get; set; }

    /// <summary>Everything that anybody joined the running call with.</summary>
    public CallFlags CallFlag { get; set; }

    public DateTimeOffset LastActivity { get; set; }

    public long LastMessageId { get; set; }

    /// <summary>Changes with the picture; the emoji and colour it is made of, when it is a chosen one.</summary>
    public string? AvatarVersion { get; set; }

    public string? AvatarEmoji { get; set; }

    public string? AvatarColor { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public bool IsBreakoutRoom => ObjectType == ObjectTypes.BreakoutRoom;

    public bool IsGroupOrPublic => Type is ConversationType.Group or ConversationType.Public;

    public bool Has(ConversationAttributes attribute) => (Attributes & attribute) != 0;

    internal sealed class Configuration : IEntityTypeConfiguration<Conversation>
    {
        public void Configure(EntityTypeBuilder<Conversation> builder)
        {
            builder.ToTable("Conversations");
            builder.Property(conversation => conversation.Token).HasMaxLength(32);
            builder.Property(conversation => conversation.Name).HasMaxLength(255);
            builder.Property(conversation => conversation.Description).HasMaxLength(2000);
            builder.Property(conversation => conversation.ObjectType).HasMaxLength(64);
            builder.Property(conversation => conversation.ObjectId).HasMaxLength(64);
            builder.Property(conversation => conversation.UniqueKey).HasMaxLength(255);
            builder.HasIndex(conversation => conversation.Token).IsUnique();
            builder.HasIndex(conversation => conversation.UniqueKey).IsUnique();
            builder.HasIndex(conversation => conversation.ParentId);
            builder.HasIndex(conversation => conversation.Listable).HasFilter("\"Listable\" <> 0");
            builder.HasIndex(conversation => conversation.LobbyTimer).HasFilter("\"LobbyTimer\" IS NOT NULL");
            builder.HasIndex(conversation => conversation.CallGraceEndsAt).HasFilter("\"CallGraceEndsAt\" IS NOT NULL");
            builder.HasIndex(conversation => conversation.ActiveSince).HasFilter("\"ActiveSince\" IS NOT NULL");
            builder.HasOne<Conversation>().WithMany().HasForeignKey(conversation => conversation.ParentId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
