import { existsSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Folders in which distributions put Chromium, which brings the software Vulkan driver SwiftShader. */
const folders = ['/usr/lib/chromium', '/usr/lib/chromium-browser', '/opt/google/chrome'];

/**
 * The environment of a process in which WebGPU finds SwiftShader, a Vulkan driver in software; undefined where no Chromium
 * is installed. Right for tests of correctness on tiny networks, far too slow for more.
 */
export function softwareVulkan(): NodeJS.ProcessEnv | undefined {
  const own = process.env.CHROMIUM_PATH ? [dirname(process.env.CHROMIUM_PATH)] : [];
  const folder = [...own, ...folders].find((candidate) => existsSync(join(candidate, 'vk_swiftshader_icd.json')));
  if (!folder) return undefined;
  // The loader alone: the other libraries in that folder must not be found before the system's.
  const loader = mkdtempSync(join(tmpdir(), 'ser-vulkan-'));
  if (existsSync(join(folder, 'libvulkan.so.1')))
    symlinkSync(join(folder, 'libvulkan.so.1'), join(loader, 'libvulkan.so.1'));
  return {
    ...process.env,
    LD_LIBRARY_PATH: [loader, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
    VK_ICD_FILENAMES: join(folder, 'vk_swiftshader_icd.json'),
  };
}
