using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.Calls;

/// <summary>Somebody agreed to being recorded when joining a call; kept as evidence, beyond the attendee.</summary>
internal sealed class RecordingConsent
{
    public long Id { get; init; }

    public required long ConversationId { get; init; }

    public required string ActorType { get; init; }

    public required string ActorId { get; init; }

    public required DateTimeOffset At { get; init; }

    public static RecordingConsent Of(Attendee attendee, DateTimeOffset now) => new()
    {
        ConversationId = attendee.ConversationId,
        ActorType = attendee.ActorType,
        ActorId = attendee.ActorId,
        At = now,
    };

    internal sealed class Configuration : IEntityTypeConfiguration<RecordingConsent>
    {
        public void Configure(EntityTypeBuilder<RecordingConsent> builder)
        {
            builder.ToTable("RecordingConsents");
            builder.Property(consent => consent.ActorType).HasMaxLength(32);
            builder.Property(consent => consent.ActorId).HasMaxLength(64);
            builder.HasIndex(consent => consent.ConversationId);
            builder.HasIndex(consent => new { consent.ActorType, consent.ActorId });
            builder.HasOne<Conversation>().WithMany().HasForeignKey(consent => consent.ConversationId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

internal static class CallTables
{
    extension(PlenumDb db)
    {
        public DbSet<RecordingConsent> RecordingConsents => db.Set<RecordingConsent>();
    }
}
