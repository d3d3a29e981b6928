// Reads the row that the .NET client wrote and writes one for it to read, with the official JavaScript client.
// Arguments: connection string, table name. Output: what was read, one JSON object.
const { TableClient, odata } = require("@azure/data-tables");

async function main() {
  const [connectionString, tableName] = process.argv.slice(2);
  const table = TableClient.fromConnectionString(connectionString, tableName, { allowInsecureConnection: true });

  // With the EDM types kept, so that an Int64 is not mistaken for a number nor a Double for an Int32.
  const read = await table.getEntity("p", "from .NET's", { disableTypeConversion: true });
  const found = [];
  for await (const entity of table.listEntities({ queryOptions: { filter: odata`RowKey eq ${"from .NET's"}` } })) {
    found.push(entity.rowKey);
  }

  await table.createEntity({
    partitionKey: "p",
    rowKey: "from JavaScript's",
    Text: "O'Brien é \u{1F600} \u2028",
    Whole: -7,
    Large: { type: "Int64", value: "9223372036854775807" },
    Real: 0.1,
    RealWhole: { type: "Double", value: "5" },
    NotANumber: { type: "Double", value: "NaN" },
    Infinite: { type: "Double", value: "Infinity" },
    Truth: true,
    Moment: { type: "DateTime", value: "2024-02-29T12:30:15.1234567Z" },
    Unique: { type: "Guid", value: "00112233-4455-6677-8899-aabbccddeeff" },
    Bytes: new Uint8Array([0, 1, 254, 255]),
  });
  await table.submitTransaction([
    ["create", { partitionKey: "p", rowKey: "batch1", Whole: 1 }],
    ["upsert", { partitionKey: "p", rowKey: "batch2", Whole: 2 }, "Replace"],
  ]);

  process.stdout.write(JSON.stringify({ read, found }));
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
