using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Plenum.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class HandsAndWaiting : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "HandStamp",
                table: "Sessions",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "JoinedAt",
                table: "Sessions",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "RaisedAt",
                table: "Sessions",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "HelpRequestedAt",
                table: "Conversations",
                type: "bigint",
                nullable: true);

            // What is known of sessions and requests that are there already.
            migrationBuilder.Sql("""UPDATE "Sessions" SET "JoinedAt" = "LastPing";""");
            migrationBuilder.Sql("""UPDATE "Conversations" SET "HelpRequestedAt" = "LastActivity" WHERE "BreakoutRoomStatus" = 2;""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "HandStamp",
                table: "Sessions");

            migrationBuilder.DropColumn(
                name: "JoinedAt",
                table: "Sessions");

            migrationBuilder.DropColumn(
                name: "RaisedAt",
                table: "Sessions");

            migrationBuilder.DropColumn(
                name: "HelpRequestedAt",
                table: "Conversations");
        }
    }
}
