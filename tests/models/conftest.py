"""A model with random weights and a vocabulary of a few hundred tokens: everything but sense, in milliseconds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

CHATML = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
CORPUS = [
    "The keeper lit the lamp and wrote a letter to the captain of the ship.",
    '{"name":"Ada","age":19,"mood":',
] * 4


def make_tokenizer(template: str | None = CHATML):
    from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    plain = Tokenizer(models.BPE())
    plain.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    plain.decoder = decoders.ByteLevel()
    names = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    trainer = trainers.BpeTrainer(
        vocab_size=320, special_tokens=names, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False
    )
    plain.train_from_iterator(CORPUS, trainer)
    plain.add_special_tokens([AddedToken(name, special=True) for name in names])
    wrapped = PreTrainedTokenizerFast(tokenizer_object=plain, eos_token="<|im_end|>", unk_token="<|endoftext|>")
    wrapped.chat_template = template
    return wrapped


def make_model(folder: Path, *, width: int = 16, template: str | None = CHATML, seed: int = 0) -> Path:
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    tokenizer = make_tokenizer(template)
    torch.manual_seed(seed)
    config = LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=width,
        intermediate_size=2 * width,
        num_hidden_layers=2,
        num_attention_heads=2,
        num_key_value_heads=1,
        max_position_embeddings=1024,
        eos_token_id=tokenizer.eos_token_id,
        initializer_range=0.5,
    )
    LlamaForCausalLM(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def make_adapter(base: Path, folder: Path, *, seed: int = 0, trained_for: str | None = None) -> Path:
    """Save a LoRA whose B is not zero, so that it changes what the model says."""
    import torch
    from peft import LoraConfig, get_peft_model
    from transformers import AutoModelForCausalLM

    model = AutoModelForCausalLM.from_pretrained(base)
    torch.manual_seed(seed)
    tuned = get_peft_model(
        model, LoraConfig(r=4, target_modules=["q_proj", "v_proj", "down_proj"], task_type="CAUSAL_LM")
    )
    with torch.no_grad():
        for name, weight in tuned.named_parameters():
            if "lora_B" in name:
                weight.normal_(std=0.5)
    if trained_for:
        tuned.peft_config["default"].base_model_name_or_path = trained_for
    tuned.save_pretrained(folder)
    return folder


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the tiny model."""
    return make_model(tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def adapter_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty adapter folder of the user."""
    from storyteller_agents.models import adapters

    home = tmp_path / "adapters"
    home.mkdir()
    monkeypatch.setattr(adapters, "adapter_folder", lambda: home)
    return home


@pytest.fixture(scope="session")
def new_adapter() -> Callable[..., Path]:
    """Make a LoRA for a base in a folder."""
    return make_adapter


@pytest.fixture(scope="session")
def new_model() -> Callable[..., Path]:
    """Make a tiny model in a folder."""
    return make_model
