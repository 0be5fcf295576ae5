using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.Chat;

internal enum MessageKind
{
    Comment = 1,
    System = 2,
    CommentDeleted = 3,
}

/// <summary>One row of the chat. Ids rise over all conversations and never repeat; clients use them as offsets.</summary>
internal sealed class Message
{
    public long Id { get; init; }

    public required long ConversationId { get; init; }

    public Conversation? Conversation { get; init; }

    public required MessageKind Kind { get; set; }

    public required string ActorType { get; set; }

    public required string ActorId { get; set; }

    /// <summary>What guests were called when they wrote: it outlives their attendee.</summary>
    public string ActorDisplayName { get; set; } = "";

    /// <summary>What was written; Talk's key for a system message.</summary>
    public required string Text { get; set; }

    /// <summary>Raw parameters of a system message as a JSON object, resolved when it is rendered.</summary>
    public string Parameters { get; set; } = "{}";

    public required DateTimeOffset At { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public long? ParentId { get; init; }

    /// <summary>The first message of the chain of replies this one belongs to.</summary>
    public long? ThreadRootId { get; init; }

    public string ReferenceId { get; init; } = "";

    public bool Silent { get; init; }

    /// <summary>The author was allowed to mention everybody when this was written.</summary>
    public bool CanMentionAll { get; set; }

    /// <summary>Who edited or deleted it last.</summary>
    public string? EditorType { get; set; }

    public string? EditorId { get; set; }

    public DateTimeOffset? EditedAt { get; set; }

    public Actor Actor => new(ActorType, ActorId);

    public Actor? Editor => EditorType is { } type && EditorId is { } id ? new Actor(type, id) : null;

    internal sealed class Configuration : IEntityTypeConfiguration<Message>
    {
        public void Configure(EntityTypeBuilder<Message> builder)
        {
            builder.ToTable("Messages");
            builder.Property(message => message.ActorType).HasMaxLength(32);
            builder.Property(message => message.ActorId).HasMaxLength(64);
            builder.Property(message => message.ActorDisplayName).HasMaxLength(255);
            builder.Property(message => message.ReferenceId).HasMaxLength(64);
            builder.Property(message => message.EditorType).HasMaxLength(32);
            builder.Property(message => message.EditorId).HasMaxLength(64);
            builder.HasIndex(message => new { message.ConversationId, message.Id });
            builder.HasIndex(message => message.ParentId);
            builder.HasIndex(message => new { message.ActorType, message.ActorId, message.ConversationId });
            builder.HasIndex(message => message.ExpiresAt).HasFilter("\"ExpiresAt\" IS NOT NULL");
            builder.HasOne(message => message.Conversation).WithMany().HasForeignKey(message => message.ConversationId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

internal static class ChatTables
{
    extension(PlenumDb db)
    {
        public DbSet<Message> Messages => db.Set<Message>();

        public DbSet<GuestMention> GuestMentions => db.Set<GuestMention>();
    }
}
