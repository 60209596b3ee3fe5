// Change logs are for users: the sentences of the changesets, without commits.

/** One entry of a list, its further lines indented to belong to it. */
const entry = (text) => `- ${text.trim().split('\n').join('\n  ')}`;

module.exports = {
  getReleaseLine: async ({ summary }) => entry(summary),
  getDependencyReleaseLine: async (_changesets, dependencies) =>
    dependencies.length === 0
      ? ''
      : entry(`Takes ${dependencies.map(({ name, newVersion }) => `${name} ${newVersion}`).join(', ')}.`),
};
