using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Plenum.Meetings;

namespace Plenum.BreakoutRooms;

/// <summary>When the breakout rooms of a parent stop by themselves, and what is said in them shortly before. There is one while they are started and have a time limit.</summary>
internal sealed class BreakoutTimer
{
    /// <summary>The parent.</summary>
    public required long ConversationId { get; init; }

    public Conversation? Conversation { get; init; }

    public required DateTimeOffset EndsAt { get; set; }

    /// <summary>What is said in every room at <see cref="NoticeAt"/>; empty for nothing.</summary>
    public required string Notice { get; set; }

    /// <summary>Null when nothing is to be said, or it was said.</summary>
    public DateTimeOffset? NoticeAt { get; set; }

    /// <summary>The account in whose name it is said.</summary>
    public required string SetBy { get; set; }

    /// <summary>When something has to be done.</summary>
    public DateTimeOffset DueAt { get; private set; }

    /// <summary>To be called after a change of the times above.</summary>
    public void Wind() => DueAt = NoticeAt ?? EndsAt;

    internal sealed class Configuration : IEntityTypeConfiguration<BreakoutTimer>
    {
        public void Configure(EntityTypeBuilder<BreakoutTimer> builder)
        {
            builder.ToTable("BreakoutTimers");
            builder.HasKey(timer => timer.ConversationId);
            builder.Property(timer => timer.ConversationId).ValueGeneratedNever();
            builder.Property(timer => timer.SetBy).HasMaxLength(64);
            builder.HasIndex(timer => timer.DueAt);
            builder.HasOne(timer => timer.Conversation).WithOne().HasForeignKey<BreakoutTimer>(timer => timer.ConversationId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
