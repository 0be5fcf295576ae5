using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Plenum.Chat;

/// <summary>A guest wrote something with a mention: counted per network, so that nobody without an account pings people all day.</summary>
internal sealed class GuestMention
{
    public long Id { get; init; }

    /// <summary>Where it came from; see <c>BruteForce.NetworkOf</c>.</summary>
    public required string Network { get; init; }

    public required DateTimeOffset At { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<GuestMention>
    {
        public void Configure(EntityTypeBuilder<GuestMention> builder)
        {
            builder.ToTable("GuestMentions");
            builder.Property(mention => mention.Network).HasMaxLength(64);
            builder.HasIndex(mention => new { mention.Network, mention.At });
            builder.HasIndex(mention => mention.At);
        }
    }
}
