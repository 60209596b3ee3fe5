// Runs the modules named on the command line, all of which export `use`, and prints what they return as JSON.
const results: Record<string, unknown> = {};
for (const name of process.argv.slice(2)) {
  const { use } = (await import(new URL(`./${name}.js`, import.meta.url).href)) as { use: () => Promise<object> };
  results[name] = await use();
}
process.stdout.write(`${JSON.stringify(results)}\n`);
