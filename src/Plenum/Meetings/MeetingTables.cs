using Microsoft.EntityFrameworkCore;
using Plenum.Storage;

namespace Plenum.Meetings;

internal static class MeetingTables
{
    extension(PlenumDb db)
    {
        public DbSet<Conversation> Conversations => db.Set<Conversation>();

        public DbSet<Attendee> Attendees => db.Set<Attendee>();

        public DbSet<Session> Sessions => db.Set<Session>();

        public DbSet<Ban> Bans => db.Set<Ban>();
    }
}
