using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Plenum.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SignInProofs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "ProvenAt",
                table: "SignIns",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "LastUsedAt",
                table: "AppPasswords",
                type: "INTEGER",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "ProvenAt",
                table: "SignIns");

            migrationBuilder.DropColumn(
                name: "LastUsedAt",
                table: "AppPasswords");
        }
    }
}
