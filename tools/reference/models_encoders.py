"""Writes packages/models/golden/encoders/: small random speech encoders as transformers saves them, and what they compute.

Each folder holds config.json, preprocessor_config.json and the weights, in one of the ways in which models come: one
safetensors file, float16 in shards with an index, bfloat16, or pytorch_model.bin with the weight norm as torch before 2.0
spelled it. expected.json holds, for several lengths of a known waveform, the mean over time of every hidden state and
last_hidden_state (every n-th frame of long clips), in base64 of little-endian float32; with a head, the logits too.

    python tools/reference/models_encoders.py

Written with transformers 5.18.0 and torch 2.13 on a CPU, float32.
"""

import base64
import json
import shutil
from pathlib import Path

import numpy as np
import torch
import transformers
from transformers import AutoConfig, AutoModel, AutoModelForAudioClassification, Wav2Vec2FeatureExtractor
from transformers.models.wavlm.modeling_wavlm import WavLMAttention

TARGET = Path(__file__).parents[2] / "packages" / "models" / "golden" / "encoders"
RATE = 16_000
# The strides multiply to 320, as in the real models, with fewer weights.
SMALL = dict(
    hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=24, conv_dim=[8, 8, 8, 8],
    conv_kernel=[10, 8, 4, 4], conv_stride=[5, 4, 4, 4], num_conv_pos_embedding_groups=4, vocab_size=8,
)
LARGE = dict(feat_extract_norm="layer", do_stable_layer_norm=True)
HEAD = dict(classifier_proj_size=12, id2label={0: "angry", 1: "happy", 2: "sad"}, label2id={"angry": 0, "happy": 1, "sad": 2})
EVEN, ODD = dict(num_conv_pos_embeddings=8), dict(num_conv_pos_embeddings=7)

# name, model_type, settings, whether it has a head, how it is saved
CASES = [
    ("wav2vec2-base", "wav2vec2", {**EVEN}, False, "safetensors"),
    ("wav2vec2-large", "wav2vec2", {**LARGE, **EVEN, "conv_bias": True}, False, "torch"),
    ("hubert-base", "hubert", {**ODD}, False, "safetensors"),
    ("hubert-large", "hubert", {**LARGE, **EVEN, "conv_bias": True, "feat_proj_layer_norm": False}, False, "safetensors"),
    ("wavlm-base", "wavlm", {**EVEN, "num_buckets": 32, "max_bucket_distance": 80}, False, "safetensors"),
    ("wavlm-large", "wavlm", {**LARGE, **EVEN, "num_buckets": 32, "max_bucket_distance": 80}, False, "bfloat16"),
    ("data2vec-audio", "data2vec-audio", {"conv_pos_kernel_size": 5, "num_conv_pos_embeddings": 3, "conv_bias": True}, False, "safetensors"),
    ("wav2vec2-classifier", "wav2vec2", {**EVEN, **HEAD, "use_weighted_layer_sum": True}, True, "safetensors"),
    ("hubert-classifier", "hubert", {**LARGE, **EVEN, **HEAD, "use_weighted_layer_sum": True}, True, "shards"),
    ("wavlm-classifier", "wavlm", {**EVEN, **HEAD, "num_buckets": 32, "max_bucket_distance": 80}, True, "torch"),
    ("data2vec-classifier", "data2vec-audio", {"conv_pos_kernel_size": 4, "num_conv_pos_embeddings": 2, **HEAD}, True, "safetensors"),
]
# Samples; the first is the least, a single frame of the SMALL models.
LENGTHS = [345, 1_000, 4_000, 16_000, 60 * RATE]
STEPS = {60 * RATE: 100}


def waveform(length):
    """`(i · 2654435761 mod 2³²) / 2³¹ - 1`, a quarter of it, on a slow swell: the same numbers in any language."""
    i = np.arange(length, dtype=np.uint64)
    noise = (i * np.uint64(2654435761) % np.uint64(2**32)).astype(np.float64) / 2**31 - 1
    return (0.25 * noise * (1 + (i % np.uint64(4000)).astype(np.float64) / 4000)).astype(np.float32)


def pack(values):
    return base64.b64encode(np.ascontiguousarray(values, dtype="<f4").tobytes()).decode()


def build(model_type, settings, has_head, seed):
    torch.manual_seed(seed)
    config = AutoConfig.for_model(model_type, **SMALL, **settings)
    model = (AutoModelForAudioClassification if has_head else AutoModel).from_config(config, attn_implementation="eager")
    with torch.no_grad():
        for parameter in model.parameters():
            # Away from zeros and ones, so that a bias or a norm that is left out shows.
            parameter.add_(0.1 * torch.randn_like(parameter))
    return model.eval()


def save(model, folder, how):
    if how == "bfloat16":
        model.to(torch.bfloat16).save_pretrained(folder)
        model.to(torch.float32)
    elif how == "shards":
        model.to(torch.float16).save_pretrained(folder, max_shard_size="6KB")
        model.to(torch.float32)
    elif how == "torch":
        model.save_pretrained(folder)
        (folder / "model.safetensors").unlink()
        state = {
            name.replace("parametrizations.weight.original0", "weight_g").replace(
                "parametrizations.weight.original1", "weight_v"
            ): value.contiguous()
            for name, value in model.state_dict().items()
        }
        torch.save(state, folder / "pytorch_model.bin")
    else:
        model.save_pretrained(folder)


def main():
    shutil.rmtree(TARGET, ignore_errors=True)
    for seed, (name, model_type, settings, has_head, how) in enumerate(CASES):
        folder = TARGET / name
        folder.mkdir(parents=True)
        model = build(model_type, settings, has_head, seed)
        # Half precision rounds the weights: what is computed below is with the rounded ones.
        save(model, folder, how)
        do_normalize = "large" not in name
        extractor = Wav2Vec2FeatureExtractor(do_normalize=do_normalize)
        extractor.save_pretrained(folder)
        clips = []
        for length in LENGTHS:
            samples = waveform(length)
            values = extractor(samples, sampling_rate=RATE, return_tensors="pt").input_values
            with torch.no_grad():
                encoder = getattr(model, model.base_model_prefix) if has_head else model
                states = encoder(values, output_hidden_states=True)
                clip = {
                    "samples": length,
                    "step": STEPS.get(length, 1),
                    "means": pack(torch.stack([h[0].mean(0) for h in states.hidden_states]).numpy()),
                    "last": pack(states.last_hidden_state[0, :: STEPS.get(length, 1)].numpy()),
                }
                if has_head:
                    clip["logits"] = pack(model(values).logits[0].numpy())
            clips.append(clip)
        record = {
            "transformers": transformers.__version__, "torch": torch.__version__, "saved": how, "clips": clips,
        }
        (folder / "expected.json").write_text(json.dumps(record) + "\n")
    # The buckets of WavLM's relative positions, at the real size and at odd ones.
    buckets = []
    for count, distance in [(320, 800), (32, 80), (20, 33)]:
        attention = WavLMAttention(8, 2, num_buckets=count, max_distance=distance)
        positions = torch.arange(-2 * distance, 2 * distance + 1)
        buckets.append({"count": count, "maxDistance": distance, "buckets": attention._relative_positions_bucket(positions).tolist()})
    (TARGET / "buckets.json").write_text(json.dumps(buckets) + "\n")


if __name__ == "__main__":
    main()
