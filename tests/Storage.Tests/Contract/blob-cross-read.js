// Reads the blob that the .NET client wrote and writes one for it to read, with the official JavaScript client.
// Arguments: connection string, container name. Output: what was read, one JSON object.
const crypto = require("node:crypto");
const { BlobServiceClient } = require("@azure/storage-blob");

async function main() {
  const [connectionString, containerName] = process.argv.slice(2);
  const container = BlobServiceClient.fromConnectionString(connectionString).getContainerClient(containerName);

  const names = [];
  for await (const blob of container.listBlobsFlat({ includeMetadata: true })) names.push(blob);
  const blob = container.getBlockBlobClient(names[0].name);
  const content = await blob.downloadToBuffer();
  const properties = await blob.getProperties();

  await container.getBlockBlobClient("from JavaScript/\u20ac.bin").upload(Buffer.from([0, 1, 254, 255]), 4, { metadata: { x: "y" } });

  console.log(
    JSON.stringify({
      name: names[0].name,
      sender: names[0].metadata.sender,
      type: properties.contentType,
      sha256: crypto.createHash("sha256").update(content).digest("hex"),
    }),
  );
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
