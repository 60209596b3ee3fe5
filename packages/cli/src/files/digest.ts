export { digestOf as digest, sha256 } from '@ser/files';
