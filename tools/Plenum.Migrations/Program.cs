// Writes a migration for every difference between the model and the newest migration:
//   dotnet run --project tools/Plenum.Migrations -- NameOfTheMigration
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Migrations.Design;
using Microsoft.Extensions.DependencyInjection;
using Plenum.Storage;

if (args is not [var name])
{
    Console.Error.WriteLine("Give the name of the migration.");
    return 1;
}

var root = Directory.GetCurrentDirectory();
await using var sqlite = new SqlitePlenumDb(new DbContextOptionsBuilder<SqlitePlenumDb>().UseSqlite("Data Source=:memory:").Options);
Scaffold(sqlite, "Sqlite", "Microsoft.EntityFrameworkCore.Sqlite");
await using var postgres = new PostgresPlenumDb(new DbContextOptionsBuilder<PostgresPlenumDb>().UseNpgsql("Host=localhost").Options);
Scaffold(postgres, "Postgres", "Npgsql.EntityFrameworkCore.PostgreSQL");
return 0;

void Scaffold(DbContext db, string folder, string provider)
{
    var services = new ServiceCollection();
    services.AddEntityFrameworkDesignTimeServices();
    services.AddDbContextDesignTimeServices(db);
    var design = (IDesignTimeServices)Activator.CreateInstance(
        System.Reflection.Assembly.Load(provider).GetCustomAttributes(typeof(DesignTimeProviderServicesAttribute), inherit: false)
            .Cast<DesignTimeProviderServicesAttribute>().Select(attribute => System.Reflection.Assembly.Load(provider).GetType(attribute.TypeName)!).Single())!;
    design.ConfigureDesignTimeServices(services);
    using var scope = services.BuildServiceProvider().CreateScope();
    var scaffolder = scope.ServiceProvider.GetRequiredService<IMigrationsScaffolder>();
    var project = Path.Combine(root, "src", "Plenum");
    var target = Path.Combine(project, "Storage", "Migrations", folder);
    var migration = scaffolder.ScaffoldMigration(name, "Plenum", $"Storage.Migrations.{folder}", language: "C#", dryRun: false);
    var files = scaffolder.Save(project, migration, target, dryRun: false);
    Console.WriteLine($"{files.MigrationFile}\n{files.SnapshotFile}");
}
