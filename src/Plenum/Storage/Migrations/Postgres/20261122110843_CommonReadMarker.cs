using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Plenum.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class CommonReadMarker : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Attendees_ConversationId_ActorType_LastReadMessage",
                table: "Attendees",
                columns: new[] { "ConversationId", "ActorType", "LastReadMessage" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Attendees_ConversationId_ActorType_LastReadMessage",
                table: "Attendees");
        }
    }
}
