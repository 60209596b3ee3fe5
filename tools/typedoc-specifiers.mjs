// Names each module of the API reference as an application imports it: `@ser/dsp/node`, where typedoc says `node`, and
// `@ser/dsp`, where it says nothing.
import { Converter, ReflectionKind } from 'typedoc';

/** @param {import('typedoc').Application} app */
export function load(app) {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const module of project.getReflectionsByKind(ReflectionKind.Module)) {
      module.name = module.name ? `${project.packageName}/${module.name}` : project.packageName;
    }
  });
}
