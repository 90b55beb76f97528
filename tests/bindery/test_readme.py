"""The badge of the READMEs comes and goes with the repository's address."""

from types import SimpleNamespace

from bindery.readme import stale_badges, write_badges


def house_with(tmp_path, repository):
    return SimpleNamespace(
        root=tmp_path,
        repository=repository,
        notebook=lambda edition, language, name: tmp_path / "notebooks" / language / f"{name}.ipynb",
    )


def test_the_badge_is_put_in_and_taken_out_and_the_rest_stays(tmp_path):
    readme = tmp_path / "README.zh.md"
    bare = "# 书\n<!-- binder --><!-- /binder -->\n正文\n"
    readme.write_text(bare, encoding="utf-8")
    assert stale_badges(house_with(tmp_path, "")) == []

    somewhere = house_with(tmp_path, "https://github.com/owner/name")
    assert stale_badges(somewhere) == ["stale  README.zh.md: its Binder badge"]
    write_badges(somewhere)
    text = readme.read_text(encoding="utf-8")
    assert "gh/owner/name/HEAD?urlpath=lab/tree/notebooks/zh/00_start_here.ipynb" in text
    assert text.endswith("正文\n")
    assert stale_badges(somewhere) == []

    write_badges(house_with(tmp_path, ""))
    assert readme.read_text(encoding="utf-8") == bare
