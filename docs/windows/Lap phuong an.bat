@echo off
setlocal EnableExtensions DisableDelayedExpansion
chcp 65001 >nul
title Luan Chuyen
rem Sentences lie in files: this one stays ASCII, which cmd reads alike in every code page.
set "HERE=%~dp0"
set "ITSELF=%~nx0"
set "LUANCHUYEN_TEP=%~1"
set "CODE=1"
if not exist "%HERE%he-thong\lap_phuong_an.py" goto packed
if not exist "%HERE%moi-truong\Scripts\python.exe" goto bare

rem A file dropped here whose name holds an & reaches %1 cut: Explorer does not quote it. The whole line holds it.
setlocal EnableDelayedExpansion
set "LUANCHUYEN_DONG=!CMDCMDLINE!"
"!HERE!moi-truong\Scripts\python.exe" -I -X utf8 "!HERE!he-thong\lap_phuong_an.py"
set "CODE=!ERRORLEVEL!"
echo.
type "!HERE!he-thong\nhan-phim.txt"
pause >nul
rem Opened by Explorer: the window ends here, before cmd takes what follows an & for a command.
if not "!CMDCMDLINE:%ITSELF%=!"=="!CMDCMDLINE!" exit !CODE!
exit /b !CODE!

:bare
type "%HERE%he-thong\chua-cai.txt"
goto end

:packed
echo Chua giai nen. Bam chuot phai vao tep zip, chon Extract All, roi bam dup Cai dat.bat trong thu muc moi.

:end
echo.
if exist "%HERE%he-thong\nhan-phim.txt" type "%HERE%he-thong\nhan-phim.txt"
pause >nul
exit %CODE%
