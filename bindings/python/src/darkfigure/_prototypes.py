# SPDX-License-Identifier: GPL-3.0-or-later
"""What the public headers declare, for ctypes: structs and functions. tests/test_headers.py holds it against the headers.

A pointer to a struct that callers do not look into is a `Handle`. Only what the package calls is here.
"""

from __future__ import annotations

from ctypes import CFUNCTYPE, POINTER, Structure, c_char, c_char_p, c_double, c_int, c_int64, c_size_t, c_uint64, c_void_p
from typing import Any

Handle = c_void_p
Out = POINTER(c_void_p)
Text = c_char_p
Texts = POINTER(c_char_p)


class Error(Structure):
    """dark_error"""

    _fields_ = [("status", c_int), ("message", c_char * 1024)]


PROGRESS = CFUNCTYPE(c_int, c_void_p, c_char_p, c_double)


class Watch(Structure):
    """dark_watch"""

    _fields_ = [("version", c_int), ("progress", PROGRESS), ("context", c_void_p)]


GO_ON = CFUNCTYPE(c_int, c_void_p)
RUN_PROGRESS = CFUNCTYPE(c_int, c_void_p, c_double, c_size_t)


class RunOptions(Structure):
    """dark_run_options"""

    _fields_ = [
        ("version", c_int),
        ("store", c_char_p),
        ("n_threads", c_int),
        ("shard", c_size_t),
        ("n_shards", c_size_t),
        ("progress", RUN_PROGRESS),
        ("context", c_void_p),
    ]


class PopulationOptions(Structure):
    """dark_population_options"""

    _fields_ = [
        ("version", c_int),
        ("lists", Texts),
        ("n_lists", c_size_t),
        ("by", Texts),
        ("n_by", c_size_t),
        ("ignore", Texts),
        ("n_ignore", c_size_t),
        ("size", c_int),
        ("delimiter", c_char),
    ]


class Sample(Structure):
    """dark_sample"""

    _fields_ = [("table", c_void_p), ("people", POINTER(c_double))]


ErrorOut = POINTER(Error)
WatchIn = POINTER(Watch)
_COLUMN = [Handle, Text, c_void_p, c_void_p, ErrorOut]
_ANSWER = [Out, Handle, Handle, WatchIn, ErrorOut]

FUNCTIONS: dict[str, tuple[Any, list[Any]]] = {
    "dark_status_text": (Text, [c_int]),
    "dark_key_kind_name": (Text, [c_int]),
    # requests
    "dark_request_new": (c_int, [Out, ErrorOut]),
    "dark_request_free": (None, [Handle]),
    "dark_request_set_text": (c_int, [Handle, Text, Text, ErrorOut]),
    "dark_request_set_whole": (c_int, [Handle, Text, c_uint64, ErrorOut]),
    "dark_request_set_real": (c_int, [Handle, Text, c_double, ErrorOut]),
    "dark_request_set_flag": (c_int, [Handle, Text, c_int, ErrorOut]),
    "dark_request_set_texts": (c_int, [Handle, Text, Texts, c_size_t, ErrorOut]),
    "dark_request_set_reals": (c_int, [Handle, Text, POINTER(c_double), c_size_t, ErrorOut]),
    "dark_request_put_text": (c_int, [Handle, Text, Text, Text, ErrorOut]),
    "dark_request_put_real": (c_int, [Handle, Text, Text, c_double, ErrorOut]),
    "dark_request_put_texts": (c_int, [Handle, Text, Text, Texts, c_size_t, ErrorOut]),
    "dark_request_command": (c_int, [Out, Handle, Text, Text, ErrorOut]),
    # data
    "dark_data_new": (c_int, [Out, c_size_t, ErrorOut]),
    "dark_data_free": (None, [Handle]),
    "dark_data_add_bytes": (c_int, _COLUMN),
    "dark_data_add_wholes": (c_int, _COLUMN),
    "dark_data_add_reals": (c_int, _COLUMN),
    "dark_data_add_texts": (c_int, [Handle, Text, Texts, c_void_p, ErrorOut]),
    "dark_data_add_codes": (c_int, [Handle, Text, c_void_p, c_int, Texts, c_size_t, c_void_p, ErrorOut]),
    "dark_data_from_arrow": (c_int, [Out, c_void_p, c_void_p, ErrorOut]),
    "dark_table_from_data_watched": (c_int, [Out, Handle, Handle, WatchIn, ErrorOut]),
    "dark_table_from_file_watched": (c_int, [Out, Text, Handle, WatchIn, ErrorOut]),
    # tables
    "dark_table_free": (None, [Handle]),
    "dark_table_n_lists": (c_size_t, [Handle]),
    "dark_table_list_name": (Text, [Handle, c_size_t]),
    "dark_table_n_categories": (c_size_t, [Handle]),
    "dark_table_category_name": (Text, [Handle, c_size_t]),
    "dark_table_n_people": (c_double, [Handle]),
    "dark_table_n_notes": (c_size_t, [Handle]),
    "dark_table_note": (Text, [Handle, c_size_t]),
    # answers
    "dark_answer_fit": (c_int, _ANSWER),
    "dark_answer_models": (c_int, _ANSWER),
    "dark_answer_check": (c_int, _ANSWER),
    "dark_answer_describe": (c_int, _ANSWER),
    "dark_answer_methods": (c_int, _ANSWER),
    "dark_answer_sensitivity": (c_int, _ANSWER),
    "dark_answer_compare": (c_int, [Out, Handle, Handle, Handle, ErrorOut]),
    "dark_catalogue_new": (c_int, [Out, ErrorOut]),
    "dark_answer_free": (None, [Handle]),
    "dark_answer_has_estimate": (c_int, [Handle]),
    "dark_answer_frame_name": (Text, [Handle, c_size_t]),
    "dark_answer_write": (c_int, [Out, POINTER(c_size_t), Handle, c_int, ErrorOut]),
    "dark_answer_page_watched": (c_int, [Out, POINTER(c_size_t), Handle, Handle, WatchIn, ErrorOut]),
    "dark_text_free": (None, [c_void_p]),
    # frames
    "dark_answer_frame": (c_int, [Out, Handle, Text, ErrorOut]),
    "dark_frame_free": (None, [Handle]),
    "dark_frame_n_rows": (c_size_t, [Handle]),
    "dark_frame_n_columns": (c_size_t, [Handle]),
    "dark_frame_column_name": (Text, [Handle, c_size_t]),
    "dark_frame_column_type": (c_int, [Handle, c_size_t]),
    "dark_frame_reals": (POINTER(c_double), [Handle, c_size_t]),
    "dark_frame_wholes": (POINTER(c_int64), [Handle, c_size_t]),
    "dark_frame_texts": (Texts, [Handle, c_size_t]),
    "dark_frame_export": (c_int, [Handle, c_void_p, c_void_p, ErrorOut]),
    # studies
    "dark_study_read": (c_int, [Out, Text, ErrorOut]),
    "dark_study_parse": (c_int, [Out, Text, c_size_t, ErrorOut]),
    "dark_study_free": (None, [Handle]),
    "dark_study_name": (Text, [Handle]),
    "dark_tasks_new_watched": (c_int, [Out, Handle, WatchIn, ErrorOut]),
    "dark_tasks_free": (None, [Handle]),
    "dark_answer_study": (c_int, [Out, Handle, POINTER(RunOptions), WatchIn, ErrorOut]),
    # populations
    "dark_population_read_csv": (c_int, [Out, Text, POINTER(PopulationOptions), ErrorOut]),
    "dark_population_free": (None, [Handle]),
    "dark_population_draw": (c_int, [POINTER(POINTER(Sample)), Handle, c_int, c_uint64, c_uint64, ErrorOut]),
    "dark_sample_free": (None, [POINTER(Sample)]),
    "dark_report_people": (c_int, [c_void_p, Handle, c_int, GO_ON, c_void_p, ErrorOut]),
    "dark_report_truth": (c_int, [c_void_p, Handle, POINTER(Sample), ErrorOut]),
    "dark_version": (Text, []),
}
